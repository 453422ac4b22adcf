package org.postmeister.secret;

import com.google.crypto.tink.KeysetHandle;
import java.time.Instant;
import org.postmeister.common.error.StartupException;

/** The keys in an environment variable, for machines that have no disk of their own. */
class KeysetVariable implements KeysetStore {

  private static final String NAME = "POSTMEISTER_SECRET_KEYSET_JSON";

  private final String written;
  private final KeysetFormat format;

  KeysetVariable(String written, KeysetFormat format) {
    this.written = written;
    this.format = format;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean exists() {
    return true;
  }

  @Override
  public Instant lastChanged() {
    return Instant.EPOCH;
  }

  @Override
  public KeysetHandle read() {
    return format.read(written, NAME);
  }

  @Override
  public KeysetHandle create(KeysetHandle keyset) {
    return read();
  }

  @Override
  public void write(KeysetHandle keyset) {
    throw new StartupException(
        "The secret keyset is in the variable " + NAME + ", where nothing can be added to it.",
        "Write it to a file, name that in POSTMEISTER_SECRET_KEYSET, and run the command without"
            + " the variable; afterwards the file has the new value of the variable.");
  }
}
