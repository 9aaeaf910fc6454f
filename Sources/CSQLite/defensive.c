#include "CSQLite.h"
#include <sqlite3.h>

int claviger_make_defensive(void *connection) {
  int is_on = 0;
  int result = sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, &is_on);
  return result == SQLITE_OK && !is_on ? SQLITE_ERROR : result;
}
