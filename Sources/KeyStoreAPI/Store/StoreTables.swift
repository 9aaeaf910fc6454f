/// The tables, in the words of SQLite: those of schema version 1, and what later versions add.
enum StoreTables {
  /// What an entry is the outcome of, which envelope it speaks of, and the MACs of a sealed store.
  static let second = """
    ALTER TABLE audit ADD COLUMN encoding INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE audit ADD COLUMN begun INTEGER;
    ALTER TABLE audit ADD COLUMN secret BLOB;
    ALTER TABLE audit ADD COLUMN envelope BLOB;
    ALTER TABLE audit ADD COLUMN seal BLOB;
    ALTER TABLE default_key ADD COLUMN seal BLOB;
    CREATE INDEX audit_begun ON audit (begun) WHERE begun IS NOT NULL;
    CREATE INDEX audit_secret ON audit (secret, sequence) WHERE secret IS NOT NULL;
    CREATE INDEX secret_name ON secret (name);
    CREATE INDEX secret_type_name ON secret (type, name);
    CREATE INDEX secret_fingerprint_name ON secret (fingerprint, name);
    DROP INDEX secret_fingerprint;

    """

  static let first = types + policies + defaults + secrets + audit

  private static let types = """
    CREATE TABLE meta (
      only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
      store_id BLOB NOT NULL CHECK (length(store_id) = 16)
    ) STRICT;
    CREATE TABLE secret_type (
      name TEXT PRIMARY KEY NOT NULL CHECK (name <> ''),
      built_in INTEGER NOT NULL CHECK (built_in IN (0, 1))
    ) STRICT, WITHOUT ROWID;

    """

  /// The root is a row like any other, so that a name is unique there too: NULL is never equal to NULL.
  private static let policies = """
    CREATE TABLE policy (
      id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
      parent BLOB REFERENCES policy (id),
      name TEXT NOT NULL CHECK ((parent IS NULL) = (name = '')),
      UNIQUE (parent, name)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX policy_root ON policy (name) WHERE parent IS NULL;

    """

  private static let reference = """
    token_label TEXT NOT NULL,
      token_serial TEXT NOT NULL,
      token_manufacturer TEXT NOT NULL,
      token_model TEXT NOT NULL,
      key_label BLOB NOT NULL,
      key_type INTEGER NOT NULL,
      key_id BLOB NOT NULL,
      fingerprint BLOB NOT NULL CHECK (length(fingerprint) > 0)
    """

  private static let defaults = """
    CREATE TABLE default_key (
      scope TEXT PRIMARY KEY NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('global', 'type', 'policy', 'policyType')),
      type TEXT REFERENCES secret_type (name) CHECK ((type IS NOT NULL) = (kind IN ('type', 'policyType'))),
      policy BLOB REFERENCES policy (id) CHECK ((policy IS NOT NULL) = (kind IN ('policy', 'policyType'))),
      \(reference),
      cryptogram_version INTEGER NOT NULL,
      iv BLOB NOT NULL,
      cipher_text BLOB NOT NULL,
      text_hash BLOB NOT NULL CHECK (length(text_hash) = 32),
      mac BLOB NOT NULL,
      checked_result TEXT NOT NULL,
      checked_at INTEGER,
      set_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX default_key_policy ON default_key (policy, type);
    CREATE INDEX default_key_type ON default_key (type);

    """

  /// The cipher text stands last: a listing then never reads the pages it overflows to.
  private static let secrets = """
    CREATE TABLE secret (
      id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
      name TEXT NOT NULL CHECK (name <> ''),
      type TEXT NOT NULL REFERENCES secret_type (name),
      policy BLOB NOT NULL REFERENCES policy (id),
      \(reference),
      named INTEGER NOT NULL CHECK (named IN (0, 1)),
      revision INTEGER NOT NULL CHECK (revision >= 1),
      created_at INTEGER NOT NULL,
      protected_at INTEGER NOT NULL,
      size INTEGER NOT NULL CHECK (size >= 0),
      envelope_version INTEGER NOT NULL,
      mechanism INTEGER NOT NULL,
      iv BLOB NOT NULL,
      mac BLOB NOT NULL,
      cipher_text BLOB NOT NULL,
      UNIQUE (policy, name)
    ) STRICT;
    CREATE INDEX secret_type_policy ON secret (type, policy, named);
    CREATE INDEX secret_fingerprint ON secret (fingerprint);

    """

  /// Nothing can be changed or taken away, and nothing put anywhere but at the end: INSERT OR REPLACE would otherwise
  /// remove a row past the trigger for removals.
  private static let audit = """
    CREATE TABLE audit (
      sequence INTEGER PRIMARY KEY NOT NULL,
      at INTEGER NOT NULL,
      who TEXT NOT NULL,
      action TEXT NOT NULL,
      target TEXT NOT NULL,
      from_value TEXT,
      to_value TEXT,
      result TEXT NOT NULL,
      reason TEXT,
      previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
      hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;
    CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
    CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
    CREATE TRIGGER audit_at_end BEFORE INSERT ON audit
      WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM audit)
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

    """

  /// Version 3: tries with PINs that nobody typed, and the token of each driver's first login. A row of a try is a claim
  /// while it is under way, and a refusal afterwards; nothing in it comes from the PIN.
  static let logins = """
    CREATE TABLE login_try (
      serial TEXT NOT NULL,
      manufacturer TEXT NOT NULL,
      model TEXT NOT NULL,
      user TEXT NOT NULL,
      source TEXT NOT NULL,
      refused INTEGER NOT NULL CHECK (refused IN (0, 1)),
      process INTEGER NOT NULL,
      process_start INTEGER NOT NULL,
      since INTEGER NOT NULL,
      who TEXT NOT NULL,
      lost INTEGER NOT NULL CHECK (lost >= 0),
      function TEXT,
      return_value INTEGER,
      PRIMARY KEY (serial, manufacturer, model, user, source)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE driver_token (
      driver TEXT PRIMARY KEY NOT NULL,
      label TEXT NOT NULL,
      serial TEXT NOT NULL,
      manufacturer TEXT NOT NULL,
      model TEXT NOT NULL,
      since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    """

  /// Version 5: what drivers were shown to be able to do; one trial for each driver.
  static let trials = """
    CREATE TABLE trial (
      driver TEXT NOT NULL,
      place INTEGER NOT NULL,
      module TEXT NOT NULL,
      module_version TEXT NOT NULL,
      label TEXT NOT NULL,
      serial TEXT NOT NULL,
      manufacturer TEXT NOT NULL,
      model TEXT NOT NULL,
      firmware TEXT NOT NULL,
      at INTEGER NOT NULL,
      use_case TEXT NOT NULL,
      step TEXT NOT NULL,
      mechanism TEXT NOT NULL,
      result TEXT NOT NULL,
      return_name TEXT,
      detail TEXT NOT NULL,
      PRIMARY KEY (driver, place)
    ) STRICT, WITHOUT ROWID;

    """

  /// Version 6: how far the audit log is sealed, and with which key; and the log's last word on a default, found at once.
  static let seal = """
    CREATE TABLE seal (
      only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
      fingerprint BLOB NOT NULL CHECK (length(fingerprint) > 0),
      first INTEGER NOT NULL,
      sequence INTEGER,
      hash BLOB CHECK ((hash IS NULL) = (sequence IS NULL)),
      mac BLOB NOT NULL CHECK (length(mac) = 32)
    ) STRICT;
    CREATE INDEX audit_default ON audit (target, sequence)
      WHERE action IN ('set-default', 'clear-default', 'confirm-default');

    """
}
