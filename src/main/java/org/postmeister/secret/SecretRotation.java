package org.postmeister.secret;

import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Adds a new primary key to the keyset and re-encrypts every stored secret with it. The previous
 * key stays, so that running nodes lose nothing; the one before that is removed. Running it twice
 * removes a key altogether.
 */
@Component
class SecretRotation {

  private final KeysetStore store;
  private final StoredSecrets secrets;
  private final TransactionOperations transaction;

  SecretRotation(KeysetStore store, StoredSecrets secrets, TransactionOperations transaction) {
    this.store = store;
    this.secrets = secrets;
    this.transaction = transaction;
  }

  /**
   * Rotates.
   *
   * @return number of re-encrypted secrets
   */
  int rotate() {
    KeysetHandle before = store.read();
    try {
      KeysetHandle withNewKey =
          KeysetHandle.newBuilder(before)
              .setConfiguration(AeadConfig2026.get())
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                      .withRandomId()
                      .makePrimary())
              .build();
      // The keyset first: whatever happens from here on, every ciphertext has its key.
      store.write(withNewKey);
      int count = encryptAnew(new SecretCipher(withNewKey));
      store.write(withoutOlderThan(before.getPrimary().getId(), withNewKey));
      return count;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Rotation stopped; the keyset still has all keys in use", e);
    }
  }

  private int encryptAnew(SecretCipher cipher) {
    Integer count =
        transaction.execute(status -> {
          int done = 0;
          for (SecretName name : secrets.names()) {
            encryptAnew(cipher, name);
            done++;
          }
          return done;
        });
    return count == null ? 0 : count;
  }

  private void encryptAnew(SecretCipher cipher, SecretName name) {
    secrets
        .findLocked(name)
        .ifPresent(ciphertext -> {
          try {
            secrets.put(name, cipher.encrypt(cipher.decrypt(ciphertext, name), name));
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                "The stored secret " + name + " cannot be decrypted", e);
          }
        });
  }

  private static KeysetHandle withoutOlderThan(int previousPrimaryId, KeysetHandle keyset)
      throws GeneralSecurityException {
    KeysetHandle.Builder builder = KeysetHandle.newBuilder().setConfiguration(AeadConfig2026.get());
    for (int i = 0; i < keyset.size(); i++) {
      KeysetHandle.Entry entry = keyset.getAt(i);
      if (entry.isPrimary() || entry.getId() == previousPrimaryId) {
        KeysetHandle.Builder.Entry copy =
            KeysetHandle.importKey(entry.getKey())
                .withFixedId(entry.getId())
                .setStatus(KeyStatus.ENABLED);
        builder.addEntry(entry.isPrimary() ? copy.makePrimary() : copy);
      }
    }
    return builder.build();
  }
}
