package org.postmeister.common.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Keeps password links and API tokens out of the log, at whatever level somebody debugs: frameworks
 * log the URLs that are requested.
 */
public class LogRedaction
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

  private static final Pattern SECRET =
      Pattern.compile("(invitations?/|pmt_|[Bb]earer |[Bb]asic )[A-Za-z0-9_+/=-]{12,}");
  private static final List<String> WORDS = List.of("m", "msg", "message");
  private static final List<String> FAILURES = List.of("wEx", "wex", "ex", "xEx", "throwable");
  private static final List<String> TALKATIVE =
      List.of(
          "org.apache.coyote",
          "org.apache.tomcat",
          "org.apache.catalina",
          "org.springframework.beans.TypeConverterDelegate",
          "org.springframework.jdbc.core",
          "org.mariadb",
          "com.zaxxer.hikari",
          "jakarta.mail",
          "org.eclipse.angus",
          "com.microsoft",
          "okhttp3",
          "org.subethamail");

  @Override
  public int getOrder() {
    return LoggingApplicationListener.DEFAULT_ORDER + 1;
  }

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.addTurboFilter(new NoConversations());
      context.getLoggerList().forEach(LogRedaction::redact);
    }
  }

  static String redacted(String text) {
    return SECRET.matcher(text).replaceAll("$1***");
  }

  private static void redact(Logger logger) {
    for (Iterator<Appender<ILoggingEvent>> all = logger.iteratorForAppenders(); all.hasNext(); ) {
      if (all.next() instanceof OutputStreamAppender<ILoggingEvent> appender
          && appender.getEncoder() instanceof PatternLayoutEncoder encoder
          && encoder.getLayout() instanceof PatternLayout layout) {
        layout.stop();
        WORDS.forEach(word -> layout.getInstanceConverterMap().put(word, Redacting::new));
        FAILURES.forEach(word -> layout.getInstanceConverterMap().put(word, RedactingFailure::new));
        layout.start();
      }
    }
  }

  /** Silences loggers that would print whole requests, mails or parameters. */
  private static final class NoConversations extends TurboFilter {

    // Called hundreds of times per request.
    private final Map<String, Boolean> talkative = new ConcurrentHashMap<>();

    @Override
    public FilterReply decide(
        @Nullable Marker marker,
        Logger logger,
        Level level,
        @Nullable String format,
        Object @Nullable [] parameters,
        @Nullable Throwable failure) {
      return !level.isGreaterOrEqual(Level.INFO) && isSilent(logger.getName())
          ? FilterReply.DENY
          : FilterReply.NEUTRAL;
    }

    // Computing if absent would lock now and then, even if it is there.
    private boolean isSilent(String logger) {
      Boolean known = talkative.get(logger);
      return known != null
          ? known
          : talkative.computeIfAbsent(logger, NoConversations::isTalkative);
    }

    private static boolean isTalkative(String logger) {
      return TALKATIVE.stream().anyMatch(logger::startsWith);
    }
  }

  /** The stack trace, without secrets. */
  public static final class RedactingFailure extends ExtendedWhitespaceThrowableProxyConverter {
    @Override
    protected String throwableProxyToString(IThrowableProxy failure) {
      return redacted(super.throwableProxyToString(failure));
    }
  }

  /** A message without secrets. */
  public static final class Redacting extends MessageConverter {
    @Override
    public String convert(ILoggingEvent event) {
      return redacted(super.convert(event));
    }
  }
}
