package org.postmeister.security.profile;

import java.util.List;
import java.util.Optional;

/**
 * What somebody uses a session with, as far as the browser's own words say it plainly.
 *
 * @param browser its name, empty if it is none of the usual ones
 * @param system that it runs on, empty if it is none of the usual ones
 */
public record Device(Optional<String> browser, Optional<String> system) {

  /** Whoever has one of the words is called that. */
  private record Name(String name, List<String> words) {

    static Name of(String name, String... words) {
      return new Name(name, List.of(words));
    }

    boolean fits(String userAgent) {
      return words.stream().anyMatch(userAgent::contains);
    }
  }

  // Each also says the names below it, so that pages made for those work.
  private static final List<Name> BROWSERS =
      List.of(
          Name.of("Edge", "Edg/", "EdgA/", "EdgiOS/"),
          Name.of("Opera", "OPR/"),
          Name.of("Samsung Internet", "SamsungBrowser/"),
          Name.of("Firefox", "Firefox/", "FxiOS/"),
          Name.of("Chrome", "Chrome/", "CriOS/"),
          Name.of("Safari", "Safari/"));
  private static final List<Name> SYSTEMS =
      List.of(
          Name.of("iPhone", "iPhone"),
          Name.of("iPad", "iPad"),
          Name.of("Android", "Android"),
          Name.of("Windows", "Windows"),
          Name.of("ChromeOS", "CrOS"),
          Name.of("macOS", "Mac OS X", "Macintosh"),
          Name.of("Linux", "Linux"));

  /** Reads a User-Agent header, which may say anything. */
  public static Device of(String userAgent) {
    return new Device(find(BROWSERS, userAgent), find(SYSTEMS, userAgent));
  }

  private static Optional<String> find(List<Name> names, String userAgent) {
    return names.stream().filter(name -> name.fits(userAgent)).findFirst().map(Name::name);
  }
}
