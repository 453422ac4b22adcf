package org.postmeister.security;

import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.expression.EvaluationContext;
import org.springframework.security.access.expression.method.DefaultMethodSecurityExpressionHandler;
import org.springframework.security.core.Authentication;

/** Lets the annotations of services see people as their account is now. */
class CurrentAuthorityExpressions extends DefaultMethodSecurityExpressionHandler {

  private final ObjectProvider<CurrentAuthority> authority;

  CurrentAuthorityExpressions(ObjectProvider<CurrentAuthority> authority) {
    this.authority = authority;
  }

  @Override
  public EvaluationContext createEvaluationContext(
      Supplier<? extends @Nullable Authentication> authentication, MethodInvocation invocation) {
    return super.createEvaluationContext(
        () -> {
          Authentication then = authentication.get();
          return then == null ? null : authority.getObject().now(then);
        },
        invocation);
  }
}
