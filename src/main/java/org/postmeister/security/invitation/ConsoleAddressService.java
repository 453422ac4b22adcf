package org.postmeister.security.invitation;

import java.util.List;
import java.util.Optional;
import org.postmeister.common.AuditAction;
import org.postmeister.common.AuditEvent;
import org.postmeister.common.PublicUrl;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequestDetails;
import org.postmeister.security.RequiresSystemAdminInPerson;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets system administrators say where the console is, for links in mails. */
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
   * Where links lead and where who asks has signed in, if these are not the same.
   *
   * @param known below which links are
   * @param used by which this person has signed in
   */
  public record Difference(String known, String used) {}

  /** Empty while there is nothing to decide. */
  @Transactional(readOnly = true)
  public Optional<Difference> difference() {
    String known = links.base().orElse("");
    return used()
        .filter(used -> publicUrl.find().isEmpty() && !known.isEmpty() && !used.equals(known))
        .map(used -> new Difference(known, used));
  }

  /**
   * From now on, links are below the address by which who asks has signed in.
   *
   * @throws AccessDeniedException to whoever comes over the HTTP API
   */
  @Transactional
  public void confirm() {
    if (currentUser.channel() != CurrentUser.Channel.CONSOLE) {
      throw new AccessDeniedException("Only a person in the console says where it is");
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
