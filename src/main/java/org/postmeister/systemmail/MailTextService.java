package org.postmeister.systemmail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantName;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.OwnerPermissions;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.testmail.QuotaExceededException;
import org.postmeister.mailserver.testmail.TestMailRun;
import org.postmeister.mailserver.testmail.TestMailService;
import org.postmeister.security.TenantNames;
import org.postmeister.systemmail.brand.AppliedBrand;
import org.postmeister.systemmail.brand.Logo;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows and changes the texts of the system's mails: system administrators those of the system and
 * of all tenants, a tenant's administrators those of the tenant.
 */
@Service
@PreAuthorize("@permissions.mayAdministerSomething()")
public class MailTextService {

  private final MailTexts texts;
  private final MailWriter writer;
  private final SampleValues samples;
  private final TestMailService testMails;
  private final SendingServerResolver servers;
  private final OwnerPermissions permissions;
  private final TenantNames names;
  private final ApplicationEventPublisher events;

  MailTextService(
      MailTexts texts,
      MailWriter writer,
      SampleValues samples,
      TestMailService testMails,
      SendingServerResolver servers,
      OwnerPermissions permissions,
      TenantNames names,
      ApplicationEventPublisher events) {
    this.texts = texts;
    this.writer = writer;
    this.samples = samples;
    this.testMails = testMails;
    this.servers = servers;
    this.permissions = permissions;
    this.names = names;
    this.events = events;
  }

  /** Whose text applies. */
  public enum Origin {
    DEFAULT,
    SYSTEM,
    TENANT
  }

  /**
   * The text that applies to an owner.
   *
   * @param revision 0 unless it is the owner's own; increases with every change
   * @param original the built-in default
   * @param without whose text would apply without the owner's own
   */
  public record Shown(
      MailText text, Origin origin, long revision, MailText original, Origin without) {}

  /** Which mails are sent on behalf of the owner. */
  public List<MailKind> kinds(MailOwner owner) {
    permissions.require(owner);
    return owner.equals(MailOwner.SYSTEM) ? List.of(MailKind.values()) : MailKind.ofTenants();
  }

  @Transactional(readOnly = true)
  public Shown get(MailOwner owner, MailKind kind, Locale language) {
    require(owner, kind);
    MailTexts.Sources found = texts.find(owner, kind, language);
    MailText original = found.original();
    Origin without = found.withoutOwn().equals(original) ? Origin.DEFAULT : Origin.SYSTEM;
    MailTexts.Own own = found.own();
    if (own != null) {
      return new Shown(
          own.text(),
          owner.equals(MailOwner.SYSTEM) ? Origin.SYSTEM : Origin.TENANT,
          own.revision(),
          original,
          without);
    }
    return new Shown(found.effective(), without, 0, original, without);
  }

  /**
   * Stores an owner's text.
   *
   * @param seenRevision what the user saw
   * @throws ValidationFailedException if its placeholders are invalid
   * @throws VersionConflictException if somebody else has saved in the meantime
   */
  @Transactional
  public Shown save(
      MailOwner owner,
      MailKind kind,
      Locale language,
      String subject,
      String body,
      long seenRevision) {
    require(owner, kind);
    MailText text = MailText.of(kind, subject, body);
    Shown before = get(owner, kind, language);
    VersionConflictException.throwIfStale(seenRevision, before.revision());
    if (before.text().equals(text)) {
      return before;
    }
    if (!texts.save(owner, kind, language, text, seenRevision)) {
      throw new VersionConflictException();
    }
    record(owner, kind, language, before.text(), text);
    return get(owner, kind, language);
  }

  /** Returns to the text that applies without the owner's own. */
  @Transactional
  public Shown reset(MailOwner owner, MailKind kind, Locale language) {
    require(owner, kind);
    Shown before = get(owner, kind, language);
    if (texts.delete(owner, kind, language)) {
      record(owner, kind, language, before.text(), texts.effective(owner, kind, language));
    }
    return get(owner, kind, language);
  }

  /**
   * The mail with sample values, from a text that need not be stored.
   *
   * @param brand how it looks, which need not be stored either
   * @throws ValidationFailedException if the text is invalid; says where
   */
  public WrittenMail preview(
      MailOwner owner,
      MailKind kind,
      Locale language,
      String subject,
      String body,
      AppliedBrand brand) {
    require(owner, kind);
    return write(kind, language, MailText.of(kind, subject, body), brand);
  }

  /** The mail with sample values, from the text that applies. */
  @Transactional(readOnly = true)
  public WrittenMail preview(MailOwner owner, MailKind kind, Locale language, AppliedBrand brand) {
    require(owner, kind);
    return write(kind, language, texts.effective(owner, kind, language), brand);
  }

  /** Why no mail can be sent for an owner; empty if one can. */
  public Optional<RouteState> obstacle(MailOwner owner) {
    permissions.require(owner);
    return Optional.ofNullable(servers.resolve(owner).reason());
  }

  /**
   * Sends the mail with sample values, from a text that need not be stored, as a test mail of its
   * owner. Returns at once.
   *
   * @throws ValidationFailedException if the text or the recipient is invalid
   * @throws MailUnavailableException if there is no route
   * @throws QuotaExceededException if the tenant has used up its quota
   */
  public TestMailRun send(
      MailOwner owner,
      MailKind kind,
      Locale language,
      MailText text,
      AppliedBrand brand,
      EmailAddress recipient,
      StepListener listener) {
    require(owner, kind);
    WrittenMail mail = write(kind, language, MailText.of(kind, text.subject(), text.body()), brand);
    TestMail.Content content =
        new TestMail.Content(mail.subject(), mail.text(), mail.html(), images(mail.logo()));
    return owner
        .tenant()
        .map(tenant -> testMails.startForTenant(tenant, recipient, content, listener))
        .orElseGet(() -> testMails.start(recipient, content, listener));
  }

  private static List<TestMail.File> images(@Nullable Logo logo) {
    return logo == null
        ? List.of()
        : List.of(
            new TestMail.File(
                WrittenMail.LOGO_ID, logo.fileName(), logo.format().contentType(), logo.content()));
  }

  private WrittenMail write(MailKind kind, Locale language, MailText text, AppliedBrand brand) {
    return writer.write(kind, text, samples.of(kind, language), language, brand);
  }

  private void record(
      MailOwner owner, MailKind kind, Locale language, MailText before, MailText after) {
    TenantName tenant = nameOf(owner);
    events.publishEvent(
        new AuditEvent(
            AuditAction.MAIL_TEXT_CHANGED,
            kind.name() + " (" + language.getLanguage() + ")",
            tenant,
            new AuditEvent.Fields()
                .with("subject", before.subject())
                .with("body", before.body())
                .changesTo(
                    new AuditEvent.Fields()
                        .with("subject", after.subject())
                        .with("body", after.body()))));
  }

  private @Nullable TenantName nameOf(MailOwner owner) {
    return owner.tenant().map(tenant -> names.namesOf(List.of(tenant)).get(tenant)).orElse(null);
  }

  private void require(MailOwner owner, MailKind kind) {
    permissions.require(owner);
    if (!owner.equals(MailOwner.SYSTEM) && !kind.isOfTenants()) {
      throw new IllegalArgumentException("Tenants do not send " + kind);
    }
  }
}
