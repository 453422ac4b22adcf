package org.postmeister.shell;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.theme.aura.Aura;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Preferences;
import org.springframework.context.MessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * The page for requests of browsers that fail before the console is reached. It looks like the
 * console, is in the reader's language, needs no database, and runs no script.
 */
@Component
class HttpErrorPage {

  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final MessageSource messages;
  private final Template page = Mustache.compiler().compile(read("pages/error.html"));

  HttpErrorPage(MessageSource messages) {
    this.messages = messages;
  }

  /** What the page says. */
  enum Said {
    MISSING("not-found.title", "not-found.text.anybody", "not-found.anybody"),
    REFUSED("http.refused", "http.refused.text", "http.refused.advice"),
    TOO_LARGE("http.too-large", "http.too-large.text", "http.too-large.advice"),
    BAD("http.bad", "http.bad.text", "http.bad.advice"),
    BUSY("http.busy", "http.busy.text", "http.later"),
    DATABASE("unexpected.title", "problem.database_unavailable", "http.later"),
    READ_ONLY("unexpected.title", "problem.database_read_only", "http.later"),
    FAULT("unexpected.title", "unexpected.action", "http.later");

    private final String titleKey;
    private final String textKey;
    private final String adviceKey;

    Said(String titleKey, String textKey, String adviceKey) {
      this.titleKey = titleKey;
      this.textKey = textKey;
      this.adviceKey = adviceKey;
    }

    static Said of(HttpStatus status) {
      return switch (status) {
        case NOT_FOUND -> MISSING;
        case UNAUTHORIZED, FORBIDDEN -> REFUSED;
        case CONTENT_TOO_LARGE -> TOO_LARGE;
        case REQUEST_TIMEOUT, TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE -> BUSY;
        default -> status.is4xxClientError() ? BAD : FAULT;
      };
    }
  }

  /**
   * Writes the page.
   *
   * @param reference under which the log has the fault, null if the log has nothing
   */
  void write(
      HttpServletRequest request,
      HttpServletResponse response,
      HttpStatus status,
      Said said,
      @Nullable String reference)
      throws IOException {
    Locale language = Preferences.language(request);
    String root = request.getContextPath() + "/";
    String advice =
        reference == null
            ? text(said.adviceKey, language)
            : text(Reader.ANYBODY.faultAdviceKey(), language, reference);
    String html =
        page.execute(
            Map.of(
                "language",
                language.getLanguage(),
                "colors",
                Preferences.colors(request).orElse(ColorScheme.Value.SYSTEM).getValue(),
                "root",
                root,
                "aura",
                root + Aura.STYLESHEET,
                "title",
                text(said.titleKey, language),
                "text",
                text(said.textKey, language),
                "advice",
                advice,
                "start",
                text("http.start", language)));
    response.setStatus(status.value());
    response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setContentType("text/html;charset=UTF-8");
    response.getOutputStream().write(html.getBytes(StandardCharsets.UTF_8));
  }

  private String text(String key, Locale language, Object... arguments) {
    return messages.getMessage(key, arguments, language);
  }

  private static String read(String path) {
    try {
      return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
