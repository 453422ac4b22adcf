package org.postmeister.transport.google;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.postmeister.secret.Secret;

/**
 * One service account that acts for one user. Google's library caches and renews the token, for all
 * threads together.
 */
public final class ServiceAccount {

  private final ServiceAccountCredentials credentials;
  private final Secret key;
  private final String user;
  private final String service;
  private final long seconds;

  ServiceAccount(
      ServiceAccountCredentials credentials,
      Secret key,
      String user,
      String service,
      long seconds) {
    this.credentials = credentials;
    this.key = key;
    this.user = user;
    this.service = service;
    this.seconds = seconds;
  }

  boolean isFor(String wantedUser, Secret wantedKey) {
    return user.equals(wantedUser)
        && MessageDigest.isEqual(
            key.reveal().getBytes(StandardCharsets.UTF_8),
            wantedKey.reveal().getBytes(StandardCharsets.UTF_8));
  }

  /** The name of the service account, which looks like an address. */
  public String email() {
    return credentials.getClientEmail();
  }

  /**
   * A token that is valid for at least a few minutes; requests one only if there is none.
   *
   * @throws GoogleException if it is not issued
   */
  public String current() throws GoogleException, InterruptedException {
    try {
      credentials.refreshIfExpired();
      return checked(credentials.getAccessToken());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * A new token.
   *
   * @throws GoogleException if it is not issued
   */
  public String fresh() throws GoogleException, InterruptedException {
    try {
      credentials.refresh();
      return checked(credentials.getAccessToken());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static String checked(AccessToken token) {
    return token.getTokenValue();
  }

  private GoogleException failed(IOException e) throws InterruptedException {
    if (Thread.interrupted()) {
      throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
    }
    return GoogleFailures.classify(e, email(), user, service, seconds);
  }
}
