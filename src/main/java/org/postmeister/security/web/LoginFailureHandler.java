package org.postmeister.security.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.postmeister.security.TooManyAttemptsException;
import org.postmeister.security.ui.LoginView;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Redirects to the login page, which says what happened. */
class LoginFailureHandler implements AuthenticationFailureHandler {

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    String why =
        failure instanceof TooManyAttemptsException tooMany
            ? LoginView.THROTTLED + "=" + tooMany.retryAfterSeconds()
            : LoginView.ERROR;
    response.sendRedirect(request.getContextPath() + "/" + LoginView.ROUTE + "?" + why);
  }
}
