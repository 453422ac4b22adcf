package org.postmeister.transport.microsoft;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.config.TrustedAuthorityStore;
import org.postmeister.testing.TestAuthority;
import org.postmeister.transport.HttpProxy;

/** What asks Microsoft, put together by hand and pointed at services of a test. */
public final class MicrosoftClients implements AutoCloseable {

  private final MicrosoftProperties properties;
  private final MicrosoftHttp http;
  private final AccessTokenProvider tokens;
  private final TokenCheck tokenCheck;

  /**
   * @param loginEndpoint null for Microsoft's own
   * @param graphEndpoint null for Microsoft's own
   */
  public MicrosoftClients(
      @Nullable String loginEndpoint, @Nullable String graphEndpoint, Clock clock) {
    this(
        new MicrosoftProperties(
            loginEndpoint, graphEndpoint, Duration.ofSeconds(5), Duration.ofMillis(1500), 4, 30),
        clock);
  }

  public MicrosoftClients(MicrosoftProperties properties, Clock clock) {
    this(properties, HttpProxy.NONE, clock);
  }

  public MicrosoftClients(MicrosoftProperties properties, HttpProxy proxy, Clock clock) {
    this.properties = properties;
    this.http =
        new MicrosoftHttp(
            properties,
            proxy,
            new TrustedAuthorityStore(TestAuthority.trusted().toString()),
            clock);
    this.tokens = new AccessTokenProvider(http, properties, clock);
    this.tokenCheck = new TokenCheck(clock);
  }

  public MicrosoftProperties properties() {
    return properties;
  }

  public MicrosoftHttp http() {
    return http;
  }

  public AccessTokenProvider tokens() {
    return tokens;
  }

  public TokenCheck tokenCheck() {
    return tokenCheck;
  }

  @Override
  public void close() {
    tokens.shutdown();
    http.shutdown();
  }
}
