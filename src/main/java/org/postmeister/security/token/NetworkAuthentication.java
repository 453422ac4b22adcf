package org.postmeister.security.token;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.security.RequestDetails;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.TokenScope;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Lets devices in that are known by their network and cannot sign in: they may only send. */
@Component
public class NetworkAuthentication {

  /**
   * @param address that it connects from, which somebody has configured
   * @param tenant whose messages it sends, null for the system's
   */
  public Authentication authenticate(String address, @Nullable TenantId tenant) {
    String name = "device " + address;
    SignedInUser user =
        new SignedInUser(
            UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
            name,
            tenant,
            Set.of(TokenScope.MESSAGES_SEND));
    UsernamePasswordAuthenticationToken authentication =
        UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
    authentication.setDetails(RequestDetails.ofSmtp(address));
    return authentication;
  }
}
