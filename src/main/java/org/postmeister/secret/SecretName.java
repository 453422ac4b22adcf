package org.postmeister.secret;

/**
 * What a stored secret belongs to. The ciphertext is bound to it: moved to another row it cannot be
 * decrypted.
 *
 * @param owner such as {@code mail-server/system}
 * @param field such as {@code password}
 */
public record SecretName(String owner, String field) {}
