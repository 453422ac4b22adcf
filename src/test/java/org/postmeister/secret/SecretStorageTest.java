package org.postmeister.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.error.StartupException;
import org.postmeister.testing.PostmeisterTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@PostmeisterTest
class SecretStorageTest {

  private static final SecretName NAME = new SecretName("mail-server/system", "password");

  @Autowired private StoredSecrets secrets;
  @Autowired private TransactionOperations transaction;
  @Autowired private JdbcClient jdbc;
  @Autowired private SecretVault applicationVault;
  @TempDir private Path directory;

  private String canaryOfTheApplication;

  // Each test begins with a database that no keyset was used with yet.
  @BeforeEach
  void forgetCanary() {
    canaryOfTheApplication = secrets.find(SecretVault.CANARY).orElseThrow();
    secrets.delete(SecretVault.CANARY);
  }

  @AfterEach
  void restoreCanary() {
    secrets.put(SecretVault.CANARY, canaryOfTheApplication);
  }

  @Test
  void createsAKeysetThatOnlyItsOwnerCanRead() throws IOException {
    vault(directory.resolve("keyset.json"));

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("keyset.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void keepsSecretsEncryptedInTheDatabase() {
    SecretVault vault = vault(directory.resolve("keyset.json"));

    vault.put(NAME, Secret.of("plain text"));

    assertThat(vault.find(NAME)).map(Secret::reveal).contains("plain text");
    assertThat(jdbc.sql("SELECT ciphertext FROM secret").query(String.class).list())
        .noneMatch(ciphertext -> ciphertext.contains("plain text"));
  }

  @Test
  void replacesAndDeletes() {
    SecretVault vault = vault(directory.resolve("keyset.json"));
    vault.put(NAME, Secret.of("first"));

    vault.put(NAME, Secret.of("second"));
    assertThat(vault.find(NAME)).map(Secret::reveal).contains("second");

    vault.delete(NAME);
    assertThat(vault.find(NAME)).isEmpty();
  }

  @Test
  void refusesToStartWithoutTheKeyset() throws IOException {
    Path file = directory.resolve("keyset.json");
    vault(file);
    Files.delete(file);

    assertThatThrownBy(() -> vault(file))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("is missing")
        .hasMessageContaining(file.toString());
  }

  @Test
  void refusesToStartWithAnotherKeyset() {
    vault(directory.resolve("keyset.json"));
    String canary = secrets.find(SecretVault.CANARY).orElseThrow();
    secrets.delete(SecretVault.CANARY);
    vault(directory.resolve("other.json"));
    secrets.put(SecretVault.CANARY, canary);

    assertThatThrownBy(() -> vault(directory.resolve("other.json")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("is not the one");
  }

  @Test
  void refusesToStartWithAFileThatIsNoKeyset() throws IOException {
    Path file = Files.writeString(directory.resolve("keyset.json"), "not a keyset");

    assertThatThrownBy(() -> vault(file))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void rotatesKeysWhileANodeIsRunning() throws IOException {
    Path path = directory.resolve("keyset.json");
    SecretVault running = vault(path);
    running.put(NAME, Secret.of("keep me"));
    String before = secrets.find(NAME).orElseThrow();
    String firstKeyset = Files.readString(path);

    int rotated = rotation(path).rotate();

    assertThat(rotated).isEqualTo(2);
    assertThat(secrets.find(NAME)).isPresent().get().isNotEqualTo(before);
    assertThat(running.find(NAME)).map(Secret::reveal).contains("keep me");
    assertThat(vault(path).find(NAME)).map(Secret::reveal).contains("keep me");
    assertThat(Files.readString(path)).isNotEqualTo(firstKeyset);
  }

  @Test
  void aRunningNodeWritesWithKeysThatAreStillInUse() {
    Path path = directory.resolve("keyset.json");
    SecretVault running = vault(path);
    rotation(path).rotate();
    rotation(path).rotate();

    running.put(NAME, Secret.of("written after two rotations"));

    assertThat(vault(path).find(NAME)).map(Secret::reveal).contains("written after two rotations");
  }

  @Test
  void removesAKeyWithTheSecondRotation() throws Exception {
    Path path = directory.resolve("keyset.json");
    vault(path).put(NAME, Secret.of("keep me"));
    String underFirstKey = secrets.find(NAME).orElseThrow();

    rotation(path).rotate();
    rotation(path).rotate();

    SecretCipher now = new SecretCipher(store(path).read());
    assertThatThrownBy(() -> now.decrypt(underFirstKey, NAME))
        .isInstanceOf(java.security.GeneralSecurityException.class);
    assertThat(vault(path).find(NAME)).map(Secret::reveal).contains("keep me");
  }

  @Test
  void theKeysetMayStandInAVariable() throws IOException {
    Path file = directory.resolve("keyset.json");
    vault(file).put(NAME, Secret.of("keep me"));
    KeysetStore variable = store(directory.resolve("none.json"), Files.readString(file), null);

    assertThat(vault(variable).find(NAME)).map(Secret::reveal).contains("keep me");
    assertThat(directory.resolve("none.json")).doesNotExist();

    SecretRotation rotation = new SecretRotation(variable, secrets, transaction);
    assertThatThrownBy(rotation::rotate)
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("nothing can be added");
    assertThat(vault(file).find(NAME)).map(Secret::reveal).contains("keep me");
  }

  @Test
  void aVariableThatIsNoKeysetIsNamedAndNotShown() {
    assertThatThrownBy(() -> vault(store(directory, "{\"primaryKeyId\": 4711}", null)))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("POSTMEISTER_SECRET_KEYSET_JSON cannot be read")
        .hasMessageNotContaining("4711");
  }

  @Test
  void aKeyOfAKmsEncryptsTheKeyset() throws IOException {
    Path file = directory.resolve("keyset.json");
    KeysetStore encrypted = store(file, null, TestKms.KEY);
    vault(encrypted).put(NAME, Secret.of("keep me"));

    assertThat(Files.readString(file)).contains("encryptedKeyset").doesNotContain("keyData");
    assertThat(vault(encrypted).find(NAME)).map(Secret::reveal).contains("keep me");
    assertThat(vault(store(file, Files.readString(file), TestKms.KEY)).find(NAME)).isPresent();
    new SecretRotation(encrypted, secrets, transaction).rotate();
    assertThat(Files.readString(file)).contains("encryptedKeyset");
    assertThat(vault(encrypted).find(NAME)).map(Secret::reveal).contains("keep me");

    assertThatThrownBy(() -> vault(file))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("is encrypted with a key of a KMS");
    assertThatThrownBy(() -> vault(store(file, null, TestKms.OTHER_KEY)))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("The key " + TestKms.OTHER_KEY + " does not open");
  }

  @Test
  void aKeysetThatIsThereAlreadyStaysAsItIsUntilTheKeysAreRotated() throws IOException {
    Path file = directory.resolve("keyset.json");
    vault(file).put(NAME, Secret.of("keep me"));
    String before = Files.readString(file);
    KeysetStore encrypted = store(file, null, TestKms.KEY);

    assertThat(vault(encrypted).find(NAME)).map(Secret::reveal).contains("keep me");
    assertThat(file).hasContent(before);

    new SecretRotation(encrypted, secrets, transaction).rotate();
    assertThat(vault(encrypted).find(NAME)).map(Secret::reveal).contains("keep me");
    assertThat(Files.readString(file)).contains("encryptedKeyset").doesNotContain("keyData");
  }

  @Test
  void aNodeThatDoesNotKnowTheKmsGoesOnUntilItNeedsNewKeys() {
    Path file = directory.resolve("keyset.json");
    SecretVault running = vault(file);
    running.put(NAME, Secret.of("keep me"));
    new SecretRotation(store(file, null, TestKms.KEY), secrets, transaction).rotate();

    assertThat(running.holds(NAME, Secret.of("keep me"))).isFalse();
    assertThatThrownBy(() -> running.put(NAME, Secret.of("new")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is encrypted with a key of a KMS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unreachable", "wrong", "incomplete"})
  void whateverAClientThrowsIsSaidInASentence(String key) {
    KeysetStore store = store(directory.resolve("keyset.json"), null, "test-kms://" + key);

    assertThatThrownBy(() -> vault(store))
        .isInstanceOf(StartupException.class)
        .hasMessageStartingWith("The key test-kms://" + key + " does not encrypt");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aKmsThatThereIsNoClientForIsNamed() {
    assertThatThrownBy(() -> vault(store(directory.resolve("k"), null, "aws-kms://arn:key")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("There is no client for the key aws-kms://arn:key");
  }

  @Test
  void theApplicationsOwnVaultIsNotTouchedByTheseTests() {
    restoreCanary();

    applicationVault.afterPropertiesSet();

    assertThat(applicationVault.find(SecretVault.CANARY)).isPresent();
  }

  private SecretVault vault(Path file) {
    return vault(store(file));
  }

  private SecretVault vault(KeysetStore store) {
    SecretVault vault = new SecretVault(store, secrets, transaction);
    vault.afterPropertiesSet();
    return vault;
  }

  private static KeysetStore store(Path file) {
    return store(file, null, null);
  }

  private static KeysetStore store(Path file, @Nullable String variable, @Nullable String kmsKey) {
    SecretProperties properties = new SecretProperties(file, variable, kmsKey);
    KeysetConfiguration configuration = new KeysetConfiguration();
    return configuration.keysetStore(properties, configuration.keysetFormat(properties));
  }

  private SecretRotation rotation(Path file) {
    return new SecretRotation(store(file), secrets, transaction);
  }
}
