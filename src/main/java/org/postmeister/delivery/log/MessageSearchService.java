package org.postmeister.delivery.log;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.postmeister.delivery.Message;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds messages by whatever a person knows about them. */
@Service
public class MessageSearchService {

  /**
   * How old messages may be that are found by a text: no index helps with those, and a text that
   * nobody wrote would be looked for in all that there ever were.
   */
  public static final Duration PAST = Duration.ofDays(30);

  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
  private static final Pattern MESSAGE_ID = Pattern.compile("<?([^<>\\s]+@[^<>\\s]+)>?");
  private static final int LONGEST_MESSAGE_ID = 338;

  private final MessageService messages;
  private final MessageLog log;
  private final Clock clock;

  MessageSearchService(MessageService messages, MessageLog log, Clock clock) {
    this.messages = messages;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Messages that the caller may see: first the one with this id or Message-ID, then the newest
   * whose subject or recipients contain the text.
   *
   * @param text an id, a Message-ID with or without its angle brackets, or a part of the others
   * @param limit at most so many
   */
  @PreAuthorize("@permissions.mayReadMessages()")
  @Transactional(readOnly = true)
  public List<Message> find(String text, int limit) {
    String wanted = text.strip();
    if (wanted.isEmpty()) {
      return List.of();
    }
    List<Message> found = new ArrayList<>(messages.find(exactly(wanted)));
    Set<Long> known = new HashSet<>(found.stream().map(Message::id).toList());
    MessageQuery recent = MessageQuery.ALL.about(wanted).between(clock.instant().minus(PAST), null);
    messages.find(recent, null, 0, limit).stream()
        .filter(message -> known.add(message.id()))
        .forEach(found::add);
    return found.stream().limit(limit).toList();
  }

  private Set<Long> exactly(String text) {
    Set<Long> ids = new HashSet<>();
    if (ID.matcher(text).matches()) {
      ids.add(Long.valueOf(text));
    }
    var header = MESSAGE_ID.matcher(text);
    if (header.matches() && header.group(1).length() <= LONGEST_MESSAGE_ID) {
      log.idOf("<" + header.group(1) + ">").ifPresent(ids::add);
    }
    return ids;
  }
}
