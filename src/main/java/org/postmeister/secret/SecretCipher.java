package org.postmeister.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Authenticated encryption with associated data (AEAD): what is encrypted for one owner and field
 * decrypts only there.
 */
final class SecretCipher {

  private final Aead aead;

  SecretCipher(KeysetHandle keyset) {
    try {
      this.aead = keyset.getPrimitive(AeadConfig2026.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The keyset is no keyset for AEAD", e);
    }
  }

  String encrypt(Secret secret, SecretName name) {
    try {
      byte[] ciphertext =
          aead.encrypt(secret.reveal().getBytes(StandardCharsets.UTF_8), associatedData(name));
      return Base64.getEncoder().encodeToString(ciphertext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot encrypt " + name, e);
    }
  }

  /**
   * @throws GeneralSecurityException if the keyset lacks the key, or the ciphertext belongs to
   *     another owner or field
   */
  Secret decrypt(String ciphertext, SecretName name) throws GeneralSecurityException {
    byte[] plain = aead.decrypt(Base64.getDecoder().decode(ciphertext), associatedData(name));
    return Secret.ofKey(new String(plain, StandardCharsets.UTF_8));
  }

  private static byte[] associatedData(SecretName name) {
    return (name.owner() + '\n' + name.field()).getBytes(StandardCharsets.UTF_8);
  }
}
