package org.postmeister.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import java.security.GeneralSecurityException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.StartupException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How keys are written: as Tink's JSON, as they are or encrypted with a key of a key management
 * service (KMS), for which one of Tink's {@code KmsClient}s is on the class path.
 */
class KeysetFormat {

  // Associated data, as Tink's own tool has it: so it can write and read such a keyset, too.
  private static final byte[] NOTHING = new byte[0];

  private final @Nullable String kmsKey;

  /**
   * @param kmsKey URI of the key, such as {@code aws-kms://arn:aws:kms:...}; null for none
   */
  KeysetFormat(@Nullable String kmsKey) {
    this.kmsKey = kmsKey == null || kmsKey.isBlank() ? null : kmsKey.strip();
  }

  /**
   * @param name where it was read, for what is said if it cannot be
   */
  KeysetHandle read(String written, String name) {
    if (!isEncrypted(written)) {
      try {
        return TinkJsonProtoKeysetFormat.parseKeyset(
            written, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
      } catch (GeneralSecurityException | RuntimeException e) {
        throw new StartupException(
            "The secret keyset " + name + " cannot be read (" + e.getClass().getSimpleName() + ").",
            "Restore it from a backup.",
            e);
      }
    }
    if (kmsKey == null) {
      throw new StartupException(
          "The secret keyset " + name + " is encrypted with a key of a KMS.",
          "Set POSTMEISTER_SECRET_KEYSET_KMS_KEY to the URI of that key.");
    }
    Aead key = key(kmsKey);
    try {
      return TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
          written, key, NOTHING, AeadConfig2026.get());
    } catch (GeneralSecurityException | RuntimeException e) {
      throw refused(kmsKey, "does not open the secret keyset " + name, e);
    }
  }

  String write(KeysetHandle keyset) {
    if (kmsKey == null) {
      try {
        return TinkJsonProtoKeysetFormat.serializeKeyset(
            keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Keys of this kind have no JSON", e);
      }
    }
    Aead key = key(kmsKey);
    try {
      return TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
          keyset, key, NOTHING, AeadConfig2026.get());
    } catch (GeneralSecurityException | RuntimeException e) {
      throw refused(kmsKey, "does not encrypt the secret keyset", e);
    }
  }

  /** Whether keys are written as they are, and should not be. */
  boolean isToBeEncrypted(String written) {
    return kmsKey != null && !isEncrypted(written);
  }

  private static boolean isEncrypted(String written) {
    try {
      return JsonMapper.shared().readTree(written).has("encryptedKeyset");
    } catch (JacksonException e) {
      return false;
    }
  }

  private static Aead key(String uri) {
    try {
      KmsClient client =
          ServiceLoader.load(KmsClient.class).stream()
              .map(ServiceLoader.Provider::get)
              .filter(one -> one.doesSupport(uri))
              .findFirst()
              .orElseThrow(() -> noClient(uri));
      return client.withDefaultCredentials().getAead(uri);
    } catch (GeneralSecurityException | ServiceConfigurationError e) {
      throw refused(uri, "cannot be used", e);
    }
  }

  private static StartupException noClient(String uri) {
    return new StartupException(
        "There is no client for the key " + uri + ".",
        "Put Tink's client for this KMS, with what it needs, on the class path.");
  }

  private static StartupException refused(String uri, String what, Throwable cause) {
    return new StartupException(
        "The key " + uri + " " + what + " (" + cause.getMessage() + ").",
        "Check that it is the key it was encrypted with, that the KMS can be reached, and that this"
            + " machine has credentials that may use it.",
        cause);
  }
}
