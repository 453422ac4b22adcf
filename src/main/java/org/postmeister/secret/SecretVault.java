package org.postmeister.secret;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import org.postmeister.common.error.StartupException;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Stores secrets encrypted in the database. Runs in the caller's transaction. */
@Component
public class SecretVault implements InitializingBean {

  /** A dummy secret that shows at start whether the database was written with this keyset. */
  static final SecretName CANARY = new SecretName("postmeister", "keyset-check");

  private static final String CURE =
      "Put the keyset of this installation back in its place, or name its file in"
          + " POSTMEISTER_SECRET_KEYSET; without it the stored passwords are lost.";

  private final KeysetStore store;
  private final StoredSecrets secrets;
  private final TransactionOperations transaction;
  private volatile SecretCipher cipher;
  private volatile Instant loaded;

  SecretVault(KeysetStore store, StoredSecrets secrets, TransactionOperations transaction) {
    this.store = store;
    this.secrets = secrets;
    this.transaction = transaction;
    // What is changed from here on is read again.
    this.loaded = store.exists() ? store.lastChanged() : Instant.MIN;
    this.cipher = new SecretCipher(openKeyset());
  }

  /** The secret, if one is stored. */
  public Optional<Secret> find(SecretName name) {
    return secrets.find(name).map(ciphertext -> decrypt(name, ciphertext));
  }

  /** Whether just this one is stored; what cannot be read any more is another. */
  public boolean holds(SecretName name, Secret secret) {
    try {
      return find(name).filter(secret::isSameAs).isPresent();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Stores a secret, replacing an older one. */
  public void put(SecretName name, Secret secret) {
    secrets.put(name, cipherForWriting().encrypt(secret, name));
  }

  public void delete(SecretName name) {
    secrets.delete(name);
  }

  /**
   * Checks the keyset against the database before anything is served.
   *
   * @throws StartupException if the database was written with other keys
   */
  @Override
  public void afterPropertiesSet() {
    Optional<String> canary = secrets.find(CANARY);
    if (canary.isEmpty()) {
      transaction.executeWithoutResult(status -> put(CANARY, Secret.of("canary")));
      return;
    }
    try {
      cipher.decrypt(canary.get(), CANARY);
    } catch (GeneralSecurityException e) {
      throw new StartupException(
          "The secret keyset "
              + store.name()
              + " is not the one the stored passwords were encrypted with.",
          CURE,
          e);
    }
  }

  // A node with keys from before the last two rotations would write what nobody can read.
  private SecretCipher cipherForWriting() {
    readAgainIfChanged();
    return cipher;
  }

  private synchronized void readAgainIfChanged() {
    try {
      Instant now = store.lastChanged();
      if (!now.equals(loaded)) {
        cipher = new SecretCipher(store.read());
        loaded = now;
      }
    } catch (StartupException e) {
      // It runs already: what needs the keys fails, and the rest goes on.
      throw new IllegalStateException("The keys cannot be read again: " + e.getMessage(), e);
    }
  }

  private KeysetHandle openKeyset() {
    if (store.exists()) {
      return store.read();
    }
    if (secrets.find(CANARY).isPresent()) {
      throw new StartupException(
          "The secret keyset "
              + store.name()
              + " is missing, but the database contains passwords encrypted with it.",
          CURE);
    }
    return createKeyset();
  }

  private KeysetHandle createKeyset() {
    try {
      KeysetHandle keyset =
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
      return store.create(keyset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM has no AES-GCM", e);
    }
  }

  private Secret decrypt(SecretName name, String ciphertext) {
    try {
      return cipher.decrypt(ciphertext, name);
    } catch (GeneralSecurityException withLoadedKeys) {
      return decryptWithRotatedKeys(name, ciphertext);
    }
  }

  // Keys may have been rotated while this node was running.
  private Secret decryptWithRotatedKeys(SecretName name, String ciphertext) {
    readAgainIfChanged();
    try {
      return cipher.decrypt(ciphertext, name);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "The stored secret " + name + " cannot be decrypted with the keyset " + store.name(), e);
    }
  }
}
