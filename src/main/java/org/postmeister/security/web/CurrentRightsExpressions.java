package org.postmeister.security.web;

import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.postmeister.security.CurrentRights;
import org.postmeister.security.SignedInUser;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.expression.EvaluationContext;
import org.springframework.security.access.expression.method.DefaultMethodSecurityExpressionHandler;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Lets the annotations of services see the current state of the user's account. */
class CurrentRightsExpressions extends DefaultMethodSecurityExpressionHandler {

  private final ObjectProvider<CurrentRights> rights;

  CurrentRightsExpressions(ObjectProvider<CurrentRights> rights) {
    this.rights = rights;
  }

  @Override
  public EvaluationContext createEvaluationContext(
      Supplier<? extends @Nullable Authentication> authentication, MethodInvocation invocation) {
    return super.createEvaluationContext(
        () -> {
          Authentication then = authentication.get();
          return then == null ? null : now(then);
        },
        invocation);
  }

  // With the current authorities of its account.
  private Authentication now(Authentication then) {
    if (!(then.getPrincipal() instanceof SignedInUser user)) {
      return then;
    }
    SignedInUser now = rights.getObject().now(user).orElse(null);
    if (now == user) {
      return then;
    }
    if (now == null) {
      return UsernamePasswordAuthenticationToken.unauthenticated(user.getUsername(), null);
    }
    UsernamePasswordAuthenticationToken authentication =
        UsernamePasswordAuthenticationToken.authenticated(now, null, now.getAuthorities());
    authentication.setDetails(then.getDetails());
    return authentication;
  }
}
