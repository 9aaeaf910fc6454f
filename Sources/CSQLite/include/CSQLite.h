#pragma once

/// Makes a connection refuse what could damage a database in ways that SQL otherwise cannot: writes to the schema table and
/// to shadow tables, and a journal that is switched off. Swift cannot call sqlite3_db_config, which is variadic.
/// `connection` is a `sqlite3 *`. Answers SQLITE_OK, or the code of the failure.
int claviger_make_defensive(void *connection);
