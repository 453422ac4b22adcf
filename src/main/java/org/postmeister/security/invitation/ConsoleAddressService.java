package org.postmeister.security.invitation;

import java.util.List;
import java.util.Optional;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.config.PublicUrl;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequestDetails;
import org.postmeister.security.RequiresSystemAdminInPerson;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets system administrators set the address of the console, for links in mails. */
@Service
@RequiresSystemAdminInPerson
public class ConsoleAddressService {

  private final PublicUrl publicUrl;
  private final Links links;
  private final ConsoleAddress addresses;
  private final CurrentUser currentUser;
  private final ApplicationEventPublisher events;

  ConsoleAddressService(
      PublicUrl publicUrl,
      Links links,
      ConsoleAddress addresses,
      CurrentUser currentUser,
      ApplicationEventPublisher events) {
    this.publicUrl = publicUrl;
    this.links = links;
    this.addresses = addresses;
    this.currentUser = currentUser;
    this.events = events;
  }

  /**
   * The address in links and the one that the caller signed in at, if they differ.
   *
   * @param known base of the links
   * @param used that the caller has signed in at
   */
  public record Difference(String known, String used) {}

  /** Empty if there is nothing to decide. */
  @Transactional(readOnly = true)
  public Optional<Difference> difference() {
    String known = links.base().orElse("");
    return used()
        .filter(used -> publicUrl.find().isEmpty() && !known.isEmpty() && !used.equals(known))
        .map(used -> new Difference(known, used));
  }

  /**
   * From now on, links use the address that the caller has signed in at.
   *
   * @throws AccessDeniedException for callers of the HTTP API
   */
  @Transactional
  public void confirm() {
    if (currentUser.channel() != CurrentUser.Channel.CONSOLE) {
      throw new AccessDeniedException("Only a user of the console can set its address");
    }
    String known = links.base().orElse("");
    String used = used().orElseThrow();
    addresses.confirm(used);
    events.publishEvent(
        AuditEvent.of(
            AuditAction.CONSOLE_ADDRESS_CONFIRMED,
            used,
            List.of(new AuditEvent.Change("address", known, used))));
  }

  private static Optional<String> used() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getDetails() instanceof RequestDetails details
        ? Optional.of(details.baseUrl())
        : Optional.empty();
  }
}
