package org.postmeister.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A key management service with two keys. Found as those of others are, by its name in META-INF.
 */
public class TestKms implements KmsClient {

  static final String KEY = "test-kms://one";
  static final String OTHER_KEY = "test-kms://two";
  private static final Map<String, Aead> KEYS = new ConcurrentHashMap<>();

  @Override
  public boolean doesSupport(String keyUri) {
    return keyUri.startsWith("test-kms://");
  }

  @Override
  public KmsClient withCredentials(String credentialPath) {
    return this;
  }

  @Override
  public KmsClient withDefaultCredentials() {
    return this;
  }

  @Override
  public Aead getAead(String keyUri) throws GeneralSecurityException {
    switch (keyUri) {
      case "test-kms://unreachable" -> throw new GeneralSecurityException("nobody answers");
      case "test-kms://wrong" -> throw new IllegalArgumentException("not a key");
      case "test-kms://incomplete" -> throw new NoClassDefFoundError("org/example/Missing");
      default -> {}
    }
    return KEYS.computeIfAbsent(keyUri, uri -> key());
  }

  private static Aead key() {
    try {
      return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get())
          .getPrimitive(AeadConfig2026.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
