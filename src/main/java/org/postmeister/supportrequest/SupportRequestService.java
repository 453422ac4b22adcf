package org.postmeister.supportrequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.message.Attachment;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.OwnerPermissions;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.support.SupportAddressResolver;
import org.postmeister.systemmail.MailKind;
import org.postmeister.systemmail.SystemMailSender;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantProfiles;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sends support requests, and shows users their own. */
@Service
@PreAuthorize("@permissions.mayAdministerSomething()")
public class SupportRequestService {

  private static final int SHOWN = 20;

  private final SupportRequests requests;
  private final SupportAddressResolver addresses;
  private final SystemInformationCollector information;
  private final SendingServerResolver servers;
  private final SystemMailSender mails;
  private final MessageService log;
  private final TenantProfiles tenants;
  private final OwnerPermissions permissions;
  private final CurrentUser currentUser;
  private final SupportProperties properties;
  private final MessageSource messages;
  private final ApplicationEventPublisher events;

  SupportRequestService(
      SupportRequests requests,
      SupportAddressResolver addresses,
      SystemInformationCollector information,
      SendingServerResolver servers,
      SystemMailSender mails,
      MessageService log,
      TenantProfiles tenants,
      OwnerPermissions permissions,
      CurrentUser currentUser,
      SupportProperties properties,
      MessageSource messages,
      ApplicationEventPublisher events) {
    this.requests = requests;
    this.addresses = addresses;
    this.information = information;
    this.servers = servers;
    this.mails = mails;
    this.log = log;
    this.tenants = tenants;
    this.permissions = permissions;
    this.currentUser = currentUser;
    this.properties = properties;
    this.messages = messages;
    this.events = events;
  }

  /**
   * What would become of a request.
   *
   * @param address where it goes, null if nobody has entered one
   * @param own whether that is the tenant's own address
   * @param information the system information to attach, null if none
   * @param files the same as attachments, empty if none
   * @param reason why no mail can be sent, null if it can
   */
  public record Outlook(
      @Nullable EmailAddress address,
      boolean own,
      @Nullable SystemInformation information,
      List<Attachment> files,
      @Nullable RouteState reason) {}

  /**
   * What would become of a request at the moment.
   *
   * @param language of the system information, unless the tenant has one
   */
  @Transactional(readOnly = true)
  public Outlook outlook(MailOwner owner, Locale language) {
    permissions.require(owner);
    SupportAddressResolver.Effective effective = addresses.of(owner.tenant().orElse(null));
    SystemInformation told =
        effective.attachSystemInformation() ? information.collect(owner, effective.own()) : null;
    return new Outlook(
        effective.address(),
        effective.own(),
        told,
        told == null ? List.of() : information.files(told, wordsOf(owner, language)),
        servers.resolve(owner).reason());
  }

  /** The caller's address for replies; empty if the login is not an address. */
  public Optional<EmailAddress> ownAddress() {
    return currentUser.find().map(SignedInUser::getUsername).flatMap(EmailAddress::find);
  }

  /** Sends a request; see {@link #send(NewSupportRequest, Outlook, Locale)}. */
  @Transactional
  public SupportRequest send(NewSupportRequest request, Locale language) {
    return send(request, outlook(request.owner(), language), language);
  }

  /**
   * Sends a request with exactly the system information that its author has seen.
   *
   * @param seen what {@link #outlook} returned before
   * @param language of the system information, unless the tenant has one
   * @throws SupportAddressMissingException if nobody has entered a support address
   * @throws MailUnavailableException if no mail can be sent
   * @throws ValidationFailedException if there are too many files, or they are too large
   */
  @Transactional
  public SupportRequest send(NewSupportRequest request, Outlook seen, Locale language) {
    MailOwner owner = request.owner();
    permissions.require(owner);
    checkSize(request);
    EmailAddress to = addresses.of(owner.tenant().orElse(null)).address();
    servers.requireRoute(owner);
    if (to == null) {
      throw new SupportAddressMissingException();
    }
    SignedInUser user = currentUser.find().orElseThrow();
    long id = requests.add(owner, user.accountId(), to, request.subject());
    Optional<Tenant> tenant = tenantOf(owner);
    Locale words = wordsOf(owner, language);
    List<Attachment> files = new ArrayList<>(request.attachments());
    files.addAll(seen.files());
    EmailAddress replyTo = request.replyTo();
    Map<String, String> values =
        Map.of(
            "number", number(id),
            "subject", request.subject().value(),
            "message", request.message().value(),
            "name", user.displayName(),
            "replyTo", replyTo == null ? "" : replyTo.toString(),
            "tenant", tenant.map(Tenant::displayName).orElse(""),
            "information",
                seen.files().isEmpty()
                    ? ""
                    : messages.getMessage("support.information", null, words));
    Outbox.Accepted accepted =
        mails.send(
            new SystemMailSender.Letter(
                MailKind.SUPPORT_REQUEST, owner, to, replyTo, words, values, files));
    requests.setMessage(id, accepted.id());
    events.publishEvent(
        new AuditEvent(
            AuditAction.SUPPORT_REQUESTED,
            number(id),
            tenant.map(Tenant::name).orElse(null),
            List.of()));
    // Not read from the log, which not everybody who may ask for help may read.
    return requests.of(user.accountId(), SHOWN).stream()
        .filter(one -> one.id() == id)
        .findFirst()
        .map(one -> withStatus(one, accepted.status()))
        .orElseThrow();
  }

  private Optional<Tenant> tenantOf(MailOwner owner) {
    return owner.tenant().flatMap(one -> tenants.find(List.of(one)).stream().findFirst());
  }

  private Locale wordsOf(MailOwner owner, Locale language) {
    return tenantOf(owner).map(one -> one.data().language()).orElse(language);
  }

  /** The caller's latest requests, newest first. */
  @Transactional(readOnly = true)
  public List<SupportRequest> own() {
    List<SupportRequests.Stored> stored =
        requests.of(currentUser.find().orElseThrow().accountId(), SHOWN);
    Map<Long, MessageStatus> statuses =
        log.statuses(stored.stream().map(SupportRequests.Stored::message).toList());
    return stored.stream()
        .map(request -> withStatus(request, statuses.get(request.message())))
        .toList();
  }

  private static SupportRequest withStatus(
      SupportRequests.Stored request, @Nullable MessageStatus status) {
    return new SupportRequest(
        number(request.id()),
        request.owner(),
        request.message(),
        request.sentTo(),
        request.subject(),
        request.createdAt(),
        status);
  }

  private void checkSize(NewSupportRequest request) {
    List<FieldViolation> violations = new ArrayList<>();
    List<Attachment> files = request.attachments();
    if (files.size() > properties.maxAttachments()) {
      violations.add(
          FieldViolation.of("attachments", "too_many_files", properties.maxAttachments()));
    }
    long octets = files.stream().mapToLong(file -> file.content().length).sum();
    if (octets > properties.maxAttachmentSize().toBytes()) {
      violations.add(
          FieldViolation.of(
              "attachments", "too_large", properties.maxAttachmentSize().toMegabytes()));
    }
    ValidationFailedException.throwIfAny(violations);
  }

  private static String number(long id) {
    return "SR-" + id;
  }
}
