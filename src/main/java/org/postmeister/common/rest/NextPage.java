package org.postmeister.common.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.error.FieldReader;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** Where the rest of a list is: {@code Link: <…>; rel="next"} (RFC 8288), for every list alike. */
public final class NextPage {

  /** The most items that may be asked for at once. */
  public static final int MOST = 1000;

  /** Longer pages are not polled, and have no tag: they would have to be kept until they end. */
  private static final int POLLED = 100;

  private static final String CURSOR = "after ";

  private NextPage() {}

  /**
   * The items that a response has room for; if there are more, it links to the others, with the
   * request's other parameters.
   *
   * @param found one more than wanted, if there are so many
   * @param limit how many are wanted
   * @param parameter of the request that says where the next page begins
   */
  public static <T> List<T> linked(List<T> found, int limit, String parameter, Position<T> after) {
    ServletRequestAttributes current =
        (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
    if (found.size() > POLLED && limit > POLLED) {
      ShallowEtagHeaderFilter.disableContentCaching(current.getRequest());
    }
    if (found.size() <= limit) {
      return found;
    }
    List<T> page = found.subList(0, limit);
    link(
        current.getRequest(),
        Objects.requireNonNull(current.getResponse()),
        parameter,
        after.of(page.getLast()));
    return page;
  }

  /**
   * @throws org.postmeister.common.error.ValidationFailedException if a list cannot have so many
   *     items at once
   */
  public static void requireLimit(int limit) {
    if (limit < 1 || limit > MOST) {
      FieldReader fields = new FieldReader();
      fields.refuse("limit", "out_of_range", "1", Integer.toString(MOST));
      fields.finish();
    }
  }

  /** What a request for the next page says of the last item of this one. */
  @FunctionalInterface
  public interface Position<T> {
    String of(T last);
  }

  // Relative to the request, since a proxy may have taken off the beginning of its path.
  static void link(
      HttpServletRequest request, HttpServletResponse response, String parameter, String value) {
    String path = request.getRequestURI();
    String query =
        Stream.concat(
                request.getQueryString() == null
                    ? Stream.empty()
                    : Arrays.stream(request.getQueryString().split("&"))
                        .filter(pair -> !pair.isEmpty() && !name(pair).equals(parameter)),
                Stream.of(parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
            .collect(Collectors.joining("&"));
    response.setHeader(
        HttpHeaders.LINK,
        "<" + path.substring(path.lastIndexOf('/') + 1) + "?" + query + ">; rel=\"next\"");
  }

  private static String name(String pair) {
    return URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8);
  }

  /** A position in a list that is ordered by a number, opaque to whoever passes it on. */
  public static String cursor(long position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((CURSOR + position).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Reads what {@link #cursor} wrote.
   *
   * @throws InvalidValueException if it is something else
   */
  public static Long position(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      if (text.startsWith(CURSOR)) {
        return Long.valueOf(text.substring(CURSOR.length()));
      }
    } catch (IllegalArgumentException somethingElse) {
      // As below.
    }
    throw new InvalidValueException("cursor", "unknown");
  }
}
