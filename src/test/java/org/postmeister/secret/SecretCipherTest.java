package org.postmeister.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretCipherTest {

  private static final SecretName NAME = new SecretName("mail-server/system", "password");

  private final SecretCipher cipher = new SecretCipher(newKeyset());

  @Test
  void givesBackWhatItEncrypted() throws GeneralSecurityException {
    String ciphertext = cipher.encrypt(Secret.of("pässwörd"), NAME);

    assertThat(ciphertext).doesNotContain("pässwörd");
    assertThat(cipher.decrypt(ciphertext, NAME).reveal()).isEqualTo("pässwörd");
  }

  @Test
  void encryptsTheSameSecretDifferentlyEachTime() {
    assertThat(cipher.encrypt(Secret.of("same"), NAME))
        .isNotEqualTo(cipher.encrypt(Secret.of("same"), NAME));
  }

  @ParameterizedTest
  @CsvSource({
    "mail-server/other, password",
    "mail-server/system, clientSecret",
    "mail-server/syste, mpassword"
  })
  void refusesACiphertextOfAnotherOwnerOrField(String owner, String field) {
    String ciphertext = cipher.encrypt(Secret.of("secret"), NAME);

    assertThatThrownBy(() -> cipher.decrypt(ciphertext, new SecretName(owner, field)))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void refusesACiphertextOfAnotherKeyset() {
    String ciphertext = new SecretCipher(newKeyset()).encrypt(Secret.of("secret"), NAME);

    assertThatThrownBy(() -> cipher.decrypt(ciphertext, NAME))
        .isInstanceOf(GeneralSecurityException.class);
  }

  private static KeysetHandle newKeyset() {
    try {
      return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
