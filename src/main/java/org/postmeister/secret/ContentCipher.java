package org.postmeister.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import jakarta.annotation.PreDestroy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Encrypts what is too large for the vault, such as messages (AEAD). The key is itself a secret in
 * the vault, so that rotating the vault's keys leaves millions of messages unchanged.
 */
@Component
public class ContentCipher implements InitializingBean {

  private static final SecretName NAME = new SecretName("content", "key");

  private final SecretVault vault;
  private final TransactionOperations transaction;
  // Tink initializes its random numbers per thread, and each request has its own thread.
  private final ExecutorService encrypting =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon().name("content-cipher-", 0).factory());
  private volatile @Nullable Aead aead;

  ContentCipher(SecretVault vault, TransactionOperations transaction) {
    this.vault = vault;
    this.transaction = transaction;
  }

  /**
   * Encrypts something.
   *
   * @param context what it belongs to; it can only be decrypted with the same context
   */
  public byte[] encrypt(byte[] content, String context) {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                return aead().encrypt(content, context.getBytes(StandardCharsets.UTF_8));
              } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Cannot encrypt", e);
              }
            },
            encrypting)
        .join();
  }

  /**
   * Decrypts something.
   *
   * @throws GeneralSecurityException if it was encrypted with another context, or is damaged
   */
  public byte[] decrypt(byte[] ciphertext, String context) throws GeneralSecurityException {
    return aead().decrypt(ciphertext, context.getBytes(StandardCharsets.UTF_8));
  }

  @PreDestroy
  void close() {
    encrypting.shutdown();
  }

  // Before anything is accepted, and in a separate transaction.
  @Override
  public void afterPropertiesSet() {
    aead = load();
  }

  private Aead aead() {
    return Objects.requireNonNull(aead, "There is a key since the start");
  }

  private Aead load() {
    try {
      Secret key = vault.find(NAME).orElseGet(this::create);
      KeysetHandle keyset =
          TinkJsonProtoKeysetFormat.parseKeyset(
              new String(Base64.getDecoder().decode(key.reveal()), StandardCharsets.UTF_8),
              AeadConfig2026.get(),
              InsecureSecretKeyAccess.get());
      return keyset.getPrimitive(AeadConfig2026.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key for messages in the vault is damaged", e);
    }
  }

  private Secret create() {
    try {
      KeysetHandle keyset =
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
      String written =
          TinkJsonProtoKeysetFormat.serializeKeyset(
              keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
      // A secret is one line.
      Secret key =
          Secret.of(Base64.getEncoder().encodeToString(written.getBytes(StandardCharsets.UTF_8)));
      transaction.executeWithoutResult(status -> vault.put(NAME, key));
      return key;
    } catch (DuplicateKeyException e) {
      // Another node was faster.
      return vault.find(NAME).orElseThrow(() -> e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM has no AES-GCM", e);
    }
  }
}
