package org.postmeister.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.error.AccessRefused;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** Records who signed in and out, who failed to, and who was refused what. */
@Component
class SignInTrail {

  // Programs sign in with every request; one entry an hour says as much as a thousand.
  private final Cache<String, Boolean> recentPrograms =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofHours(1)).build();

  private final AuditTrail trail;

  SignInTrail(AuditTrail trail) {
    this.trail = trail;
  }

  @EventListener
  void on(AuthenticationSuccessEvent event) {
    Caller caller = Caller.of(event.getAuthentication());
    String who = caller.actor() + " " + caller.address();
    if (caller.door() != AuditEntry.Door.CONSOLE
        && recentPrograms.asMap().putIfAbsent(who, true) != null) {
      return;
    }
    trail.addApart(caller, AuditAction.SIGNED_IN, caller.actor());
  }

  @EventListener
  void on(AbstractAuthenticationFailureEvent event) {
    Caller caller = Caller.of(event.getAuthentication());
    trail.addApart(caller, AuditAction.SIGN_IN_REFUSED, caller.actor());
  }

  @EventListener
  void on(LogoutSuccessEvent event) {
    Caller caller = Caller.of(event.getAuthentication());
    trail.addApart(caller, AuditAction.SIGNED_OUT, caller.actor());
  }

  @EventListener
  void on(AuthorizationDeniedEvent<?> event) {
    Authentication authentication = event.getAuthentication().get();
    // Without a sign-in this is only a request to sign in, not a refusal.
    if (authentication != null && !(authentication instanceof AnonymousAuthenticationToken)) {
      trail.addApart(
          Caller.of(authentication), AuditAction.ACCESS_REFUSED, nameOf(event.getObject()));
    }
  }

  @EventListener
  void on(AccessRefused event) {
    trail.addApart(Caller.current(), AuditAction.ACCESS_REFUSED, event.what());
  }

  private static String nameOf(@Nullable Object refused) {
    return switch (refused) {
      case MethodInvocation call ->
          call.getMethod().getDeclaringClass().getSimpleName() + "." + call.getMethod().getName();
      case RequestAuthorizationContext context -> context.getRequest().getRequestURI();
      case null, default -> String.valueOf(refused);
    };
  }
}
