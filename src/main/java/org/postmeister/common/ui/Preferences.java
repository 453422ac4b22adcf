package org.postmeister.common.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinServletRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import org.postmeister.common.Languages;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * A user's language and colour scheme, kept in the browser so that they apply before signing in,
 * too.
 */
@Component
public class Preferences implements VaadinServiceInitListener {

  private static final String LANGUAGE = "postmeister_language";
  private static final String COLORS = "postmeister_colors";
  private static final Duration A_YEAR = Duration.ofDays(365);

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.getSource().addUIInitListener(init -> apply(init.getUI()));
  }

  /** The language of who sent a request: the chosen one, or the best that the browser asks for. */
  public static Locale language(HttpServletRequest request) {
    return find(request, LANGUAGE)
        .map(Locale::of)
        .map(Languages::supported)
        .orElseGet(() -> Languages.best(Collections.list(request.getLocales())));
  }

  /** The colour scheme that who sent a request has chosen; empty if the system's is to be used. */
  public static Optional<ColorScheme.Value> colors(HttpServletRequest request) {
    return find(request, COLORS)
        .flatMap(name ->
            Arrays.stream(ColorScheme.Value.values())
                .filter(value -> value.name().equals(name))
                .findFirst());
  }

  /** Stores the language and reloads the page in it. */
  public void chooseLanguage(UI ui, Locale language) {
    keep(LANGUAGE, language.getLanguage());
    ui.getPage().reload();
  }

  /** Stores the colour scheme and switches to it. */
  public void chooseColors(UI ui, ColorScheme.Value colors) {
    keep(COLORS, colors.name());
    ui.getPage().setColorScheme(colors);
  }

  private static void apply(UI ui) {
    HttpServletRequest request = VaadinServletRequest.getCurrent().getHttpServletRequest();
    find(request, LANGUAGE).map(Locale::of).map(Languages::supported).ifPresent(ui::setLocale);
    ui.getPage()
        .executeJs(
            "document.documentElement.lang = $0",
            Languages.supported(ui.getLocale()).getLanguage());
    colors(request).ifPresent(ui.getPage()::setColorScheme);
  }

  private static Optional<String> find(HttpServletRequest request, String name) {
    return Optional.ofNullable(WebUtils.getCookie(request, name)).map(Cookie::getValue);
  }

  private static void keep(String name, String value) {
    Cookie cookie = new Cookie(name, value);
    cookie.setPath(VaadinRequest.getCurrent().getContextPath() + "/");
    cookie.setHttpOnly(true);
    cookie.setMaxAge(Math.toIntExact(A_YEAR.toSeconds()));
    cookie.setAttribute("SameSite", "Lax");
    VaadinResponse.getCurrent().addCookie(cookie);
  }
}
