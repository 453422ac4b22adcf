package org.postmeister.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Where POSTMEISTER_PUBLIC_URL is set, requests have come to it, whatever they say of their host:
 * no redirect leads anywhere else.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class PublicUrlFilter extends OncePerRequestFilter {

  private final PublicUrl publicUrl;

  PublicUrlFilter(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return publicUrl.find().isEmpty();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(new AtPublicUrl(request, URI.create(publicUrl.find().orElseThrow())), response);
  }

  private static final class AtPublicUrl extends HttpServletRequestWrapper {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final URI url;

    AtPublicUrl(HttpServletRequest request, URI url) {
      super(request);
      this.url = url;
    }

    @Override
    public String getScheme() {
      return url.getScheme();
    }

    @Override
    public boolean isSecure() {
      return "https".equals(url.getScheme());
    }

    @Override
    public String getServerName() {
      return url.getHost();
    }

    @Override
    public int getServerPort() {
      return url.getPort() >= 0 ? url.getPort() : (isSecure() ? HTTPS : HTTP);
    }

    @Override
    public StringBuffer getRequestURL() {
      return new StringBuffer(url.getScheme() + "://" + url.getAuthority() + getRequestURI());
    }
  }
}
