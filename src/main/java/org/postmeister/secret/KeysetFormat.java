package org.postmeister.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import java.security.GeneralSecurityException;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.StartupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How keys are written: as Tink's JSON, as they are or encrypted with a key of a key management
 * service (KMS), for which one of Tink's {@code KmsClient}s is on the class path.
 */
class KeysetFormat {

  private static final Logger log = LoggerFactory.getLogger(KeysetFormat.class);

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
      if (kmsKey != null) {
        log.warn(
            "The secret keyset {} is not encrypted with the key of the KMS: run rotate-secrets,"
                + " which writes it anew.",
            name);
      }
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
    return use(
        kmsKey,
        "does not open the secret keyset " + name,
        key ->
            TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
                written, key, NOTHING, AeadConfig2026.get()));
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
    return use(
        kmsKey,
        "does not encrypt the secret keyset",
        key ->
            TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
                keyset, key, NOTHING, AeadConfig2026.get()));
  }

  private static boolean isEncrypted(String written) {
    try {
      return JsonMapper.shared().readTree(written).has("encryptedKeyset");
    } catch (JacksonException e) {
      return false;
    }
  }

  /** What is done with a key of the KMS. */
  private interface Use<T> {
    T with(Aead key) throws GeneralSecurityException;
  }

  // Clients of others throw whatever they like, and may lack what they need.
  private static <T> T use(String uri, String failed, Use<T> use) {
    try {
      return use.with(key(uri));
    } catch (StartupException e) {
      throw e;
    } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
      throw new StartupException(
          "The key " + uri + " " + failed + " (" + e.getMessage() + ").",
          "Check that it is the key it was encrypted with, that the KMS can be reached, that this"
              + " machine has credentials that may use it, and that ext/ has all that its client"
              + " needs.",
          e);
    }
  }

  private static Aead key(String uri) throws GeneralSecurityException {
    return ServiceLoader.load(KmsClient.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(one -> one.doesSupport(uri))
        .findFirst()
        .orElseThrow(() -> noClient(uri))
        .withDefaultCredentials()
        .getAead(uri);
  }

  private static StartupException noClient(String uri) {
    return new StartupException(
        "There is no client for the key " + uri + ".",
        "Put Tink's client for this KMS, with what it needs, into ext/ beside postmeister.jar.");
  }
}
