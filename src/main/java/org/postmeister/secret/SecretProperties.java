package org.postmeister.secret;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the keys are.
 *
 * @param keyset file with the Tink keyset; {@code POSTMEISTER_SECRET_KEYSET}
 * @param keysetJson the keyset itself, instead of the file
 * @param keysetKmsKey URI of the key that encrypts the keyset, null for none
 */
@ConfigurationProperties("postmeister.secret")
record SecretProperties(Path keyset, @Nullable String keysetJson, @Nullable String keysetKmsKey) {

  /** Without the keys. */
  @Override
  public String toString() {
    return "SecretProperties[keyset=" + keyset + "]";
  }
}
