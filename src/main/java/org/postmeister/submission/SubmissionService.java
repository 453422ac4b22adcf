package org.postmeister.submission;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.Networks;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.rest.MemoryBudget;
import org.postmeister.common.storage.Sha256;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.message.IdempotencyKey;
import org.postmeister.delivery.message.SubmittedMessage;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.security.RequestDetails;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.TenantNames;
import org.postmeister.security.TokenScope;
import org.postmeister.security.TooManyAttemptsException;
import org.postmeister.security.token.ApiTokenAuthentication;
import org.postmeister.security.token.NetworkAuthentication;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;

/** Lets clients in, and takes their messages into the outbox. */
@Component
public class SubmissionService {

  private static final Logger log = LoggerFactory.getLogger(SubmissionService.class);

  /** The user for mail of the system itself. */
  public static final String SYSTEM = TenantName.RESERVED;

  // Clients that got no answer try again within minutes.
  private static final Duration SAME_WITHIN = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LONGEST_NAME = 100;

  private final ApiTokenAuthentication tokens;
  private final TenantNames tenants;
  private final MessageService messages;
  private final SmtpRefusals refusals;
  private final MemoryBudget memory;
  private final Map<Networks, String> devices;
  private final NetworkAuthentication networks;
  private final Clock clock;

  SubmissionService(
      ApiTokenAuthentication tokens,
      TenantNames tenants,
      MessageService messages,
      SmtpRefusals refusals,
      MemoryBudget memory,
      SubmissionNetworks configured,
      NetworkAuthentication networks,
      Clock clock) {
    this.tokens = tokens;
    this.tenants = tenants;
    this.messages = messages;
    this.refusals = refusals;
    this.memory = memory;
    this.devices = configured.devices();
    this.networks = networks;
    this.clock = clock;
  }

  /**
   * Signs a client in.
   *
   * @param user name of a tenant, or {@code system}
   * @param token an API token
   * @throws SmtpRefusedException always the same, whatever was wrong
   */
  public Submitter signIn(String user, String token, String address) throws SmtpRefusedException {
    try {
      Authentication authentication =
          tokens.authenticate(
              user.substring(0, Math.min(user.length(), LONGEST_NAME)),
              token,
              RequestDetails.ofSmtp(address),
              who -> ownerOf(user, who).isPresent());
      SignedInUser who = (SignedInUser) Objects.requireNonNull(authentication.getPrincipal());
      return new Submitter(ownerOf(user, who).orElseThrow(), authentication, false);
    } catch (TooManyAttemptsException e) {
      throw new SmtpRefusedException(refusals.of(e));
    } catch (AuthenticationException e) {
      throw new SmtpRefusedException(
          535, "5.7.8", "User or password is wrong: a tenant's name and an API token are needed.");
    }
  }

  // Of messages that this token may send.
  private Optional<MailOwner> ownerOf(String user, SignedInUser who) {
    if (!who.has(TokenScope.MESSAGES_SEND)) {
      return Optional.empty();
    }
    if (user.equalsIgnoreCase(SYSTEM)) {
      return who.isSystemAdmin() ? Optional.of(MailOwner.SYSTEM) : Optional.empty();
    }
    return tenant(user)
        .filter(id -> who.isSystemAdmin() || who.tenants().contains(id))
        .map(MailOwner::of);
  }

  private Optional<TenantId> tenant(String name) {
    try {
      TenantName wanted = TenantName.of(name);
      return Optional.ofNullable(tenants.idsOf(Set.of(wanted)).get(wanted));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  /** What a client is told about something that should not happen, such as a lost database. */
  public SmtpRefusal refusal(RuntimeException failure) {
    return refusals.of(failure);
  }

  /**
   * Checks whether a client that has signed in still may; its connection can be hours old.
   *
   * @throws SmtpRefusedException if not; closes the connection
   */
  public void requireStill(Submitter submitter) throws SmtpRefusedException {
    if (!submitter.device() && !tokens.isStillValid(submitter.authentication())) {
      throw new SmtpRefusedException(421, "4.7.0", "This API token is not valid any more.");
    }
  }

  /** The device that sends from an address and cannot sign in; empty if it has to. */
  public Optional<Submitter> device(String address) {
    return devices.entrySet().stream()
        .filter(entry -> entry.getKey().contains(address))
        .findFirst()
        .flatMap(entry -> device(entry.getValue(), address));
  }

  private Optional<Submitter> device(String name, String address) {
    boolean ofSystem = name.equalsIgnoreCase(SYSTEM);
    Optional<TenantId> tenant = ofSystem ? Optional.empty() : tenant(name);
    if (!ofSystem && tenant.isEmpty()) {
      log.warn("Devices at {} are configured to send for {}, which is no tenant.", address, name);
      return Optional.empty();
    }
    return Optional.of(
        new Submitter(
            tenant.map(MailOwner::of).orElse(MailOwner.SYSTEM),
            networks.authenticate(address, tenant.orElse(null)),
            true));
  }

  /**
   * Room in memory for a message that has arrived, as for a request over HTTP.
   *
   * @throws SmtpRefusedException if there is none for some time
   */
  public MemoryBudget.Room room(long octets) throws SmtpRefusedException {
    try {
      return memory
          .take(octets, PATIENCE)
          .orElseThrow(() ->
              new SmtpRefusedException(
                  452, "4.3.1", "Too many large messages at the moment. Please try again later."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SmtpRefusedException(421, "4.3.2", "Postmeister is being stopped.");
    }
  }

  /**
   * Accepts a message into the outbox.
   *
   * @param sender as the client calls it, empty for none
   * @return its id; it is stored
   * @throws SmtpRefusedException if it is not accepted
   */
  public long accept(Submitter submitter, String sender, SubmittedMessage message)
      throws SmtpRefusedException {
    requireStill(submitter);
    String unannounced = message.unannouncedUtf8().orElse(null);
    if (unannounced != null) {
      throw new SmtpRefusedException(
          550,
          "5.6.7",
          "The header " + unannounced + " has an address that needs SMTPUTF8 with MAIL.");
    }
    SecurityContextHolder.setContext(new SecurityContextImpl(submitter.authentication()));
    try {
      return messages
          .submit(submitter.owner().tenant().orElse(null), message, keys(sender, message))
          .id();
    } catch (InvalidValueException e) {
      throw new SmtpRefusedException(
          554, "5.6.0", "The header Idempotency-Key is not a valid key.");
    } catch (RuntimeException e) {
      throw new SmtpRefusedException(refusals.of(e));
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  /**
   * By which the same message is recognized: its own key, or its sender and Message-ID for some
   * minutes.
   */
  private List<IdempotencyKey> keys(String sender, SubmittedMessage message) {
    String given = message.idempotencyKey().orElse(null);
    if (given != null) {
      return List.of(new IdempotencyKey(given));
    }
    if (message.messageId().isEmpty()) {
      return List.of();
    }
    // The same Message-ID goes to several recipients one by one.
    String same =
        Sha256.hex(sender + "\n" + message.messageId().get() + "\n" + message.hash())
            .substring(0, 40);
    long period = clock.millis() / SAME_WITHIN.toMillis();
    return List.of(
        new IdempotencyKey("smtp:" + period + ":" + same),
        new IdempotencyKey("smtp:" + (period - 1) + ":" + same));
  }
}
