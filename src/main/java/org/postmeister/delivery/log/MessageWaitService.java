package org.postmeister.delivery.log;

import java.time.Duration;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageNotFoundException;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.token.ApiTokenAuthentication;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;

/** For programs that want to know what has become of a message, and do not want to ask again. */
@Service
public class MessageWaitService {

  private final MessageService messages;
  private final MessageWaits waits;
  private final CurrentUser currentUser;
  private final ApiTokenAuthentication tokens;

  MessageWaitService(
      MessageService messages,
      MessageWaits waits,
      CurrentUser currentUser,
      ApiTokenAuthentication tokens) {
    this.messages = messages;
    this.waits = waits;
    this.currentUser = currentUser;
    this.tokens = tokens;
  }

  /**
   * Waits until a message has ended, at most so long, and returns it as it is then; at once if it
   * has ended already. The calling thread should be a virtual one.
   *
   * @throws MessageNotFoundException if there is no such message, or none that the caller may see,
   *     before or after the wait
   * @throws AccessDeniedException if the caller's token has been revoked in the meantime
   * @throws TooManyWaitingException if so many wait already
   */
  @PreAuthorize("@permissions.mayReadMessages()")
  public MessageService.TriedMessage await(long id, Duration longest) throws InterruptedException {
    Message message = messages.get(id);
    if (message.status().isWaiting() && longest.isPositive()) {
      waits.await(id, message.owner(), longest);
      requireStillSignedIn();
    }
    return messages.getTried(id);
  }

  // What a token may do is known from when the request began; people's rights are always current.
  private void requireStillSignedIn() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    boolean token = currentUser.find().filter(SignedInUser::isToken).isPresent();
    if (token && (authentication == null || !tokens.isStillValid(authentication))) {
      throw new AccessDeniedException("The token has been revoked or has expired");
    }
  }
}
