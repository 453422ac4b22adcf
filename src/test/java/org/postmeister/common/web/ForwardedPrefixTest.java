package org.postmeister.common.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.Globals;
import org.apache.catalina.core.StandardContext;
import org.apache.tomcat.util.http.Rfc6265CookieProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What a proxy says that it has taken off the beginning of a request's path. */
class ForwardedPrefixTest {

  private static final String PREFIX = "X-Forwarded-Prefix";

  private static MockHttpServletRequest fromTrustedProxy(String... prefixes) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/tenants/a%20b");
    request.setAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE, true);
    for (String prefix : prefixes) {
      request.addHeader(PREFIX, prefix);
    }
    return request;
  }

  private static HttpServletRequest filtered(HttpServletRequest request) throws Exception {
    MockFilterChain chain = new MockFilterChain();
    new ForwardedPrefixFilter().doFilter(request, new MockHttpServletResponse(), chain);
    HttpServletRequest filtered = (HttpServletRequest) chain.getRequest();
    assertThat(filtered).isNotNull();
    return filtered;
  }

  @ParameterizedTest
  @CsvSource({
    "'', /mail, /mail",
    "'', /mail/, /mail",
    "'', /Mail-2/~admin/v1.0_b, /Mail-2/~admin/v1.0_b",
    "/app, /mail, /mail/app"
  })
  void standsInFrontOfThePath(String ownPath, String prefix, String contextPath) throws Exception {
    MockHttpServletRequest request = fromTrustedProxy(prefix);
    request.setContextPath(ownPath);
    request.setRequestURI(ownPath + "/tenants/a%20b");

    HttpServletRequest filtered = filtered(request);

    assertThat(filtered.getContextPath()).isEqualTo(contextPath);
    assertThat(filtered.getRequestURI()).isEqualTo(contextPath + "/tenants/a%20b");
    assertThat(filtered.getRequestURL())
        .hasToString("http://localhost" + contextPath + "/tenants/a%20b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "mail",
        "//evil.example",
        "/mail//",
        "/mail//x",
        "/..",
        "/mail/../x",
        "/.",
        "/mail/...",
        "/\\evil.example",
        "/mail\r\nSet-Cookie: a=b",
        "/mail\u0000",
        "/mail;Domain=example.com",
        "/mail?x",
        "/mail#x",
        "/mail%2f",
        "/m ail",
        "/mäil",
        "/mail, /mail",
        "https://evil.example/mail"
      })
  void whatIsNoPlainPathIsIgnored(String prefix) throws Exception {
    MockHttpServletRequest request = fromTrustedProxy(prefix);

    assertThat(filtered(request)).isSameAs(request);
  }

  @Test
  void whatIsAbsurdlyLongIsIgnored() throws Exception {
    assertThat(filtered(fromTrustedProxy("/" + "x".repeat(199))).getContextPath()).hasSize(200);

    assertThat(filtered(fromTrustedProxy("/" + "x".repeat(200))).getContextPath()).isEmpty();
    assertThat(filtered(fromTrustedProxy("/x".repeat(100_000))).getContextPath()).isEmpty();
  }

  @Test
  void isIgnoredIfItIsThereTwice() throws Exception {
    assertThat(filtered(fromTrustedProxy("/mail", "/mail")).getContextPath()).isEmpty();
  }

  @Test
  void isIgnoredFromAnybodyElse() throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/tenants");
    request.addHeader(PREFIX, "/mail");

    assertThat(filtered(request)).isSameAs(request);
  }

  @Test
  void standsThereOnceHoweverOftenARequestIsDispatched() throws Exception {
    HttpServletRequest once = filtered(fromTrustedProxy("/mail"));
    MockHttpServletRequest original =
        (MockHttpServletRequest) ((ServletRequestWrapper) once).getRequest();

    original.setDispatcherType(DispatcherType.ASYNC);
    assertThat(filtered(once)).isSameAs(once);
    assertThat(filtered(original).getContextPath()).isEqualTo("/mail");
  }

  @Test
  void standsInFrontOfThePathThatHasFailed() throws Exception {
    MockHttpServletRequest request = fromTrustedProxy("/mail");
    request.setDispatcherType(DispatcherType.ERROR);
    request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, "/api/v1/tenants");

    assertThat(filtered(request).getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
        .isEqualTo("/mail/api/v1/tenants");
  }

  @ParameterizedTest
  @CsvSource({
    "JSESSIONID, /, /mail, /mail/",
    "JSESSIONID, /app/, /mail, /mail/app/",
    "JSESSIONID, /, , /",
    // Whoever sets another one knows the path.
    "other, /mail/, /mail, /mail/"
  })
  void limitsTheSessionsCookie(String name, String path, @Nullable String prefix, String expected) {
    StandardContext context = new StandardContext();
    context.setSessionCookieName("JSESSIONID");
    context.setCookieProcessor(new Rfc6265CookieProcessor());
    SessionCookiePath.applyTo(context);
    Cookie cookie = new Cookie(name, "x");
    cookie.setPath(path);

    String header =
        context
            .getCookieProcessor()
            .generateHeader(cookie, prefix == null ? fromTrustedProxy() : fromTrustedProxy(prefix));

    assertThat(header).isEqualTo(name + "=x; Path=" + expected);
    assertThat(cookie.getPath()).isEqualTo(path);
  }
}
