package org.postmeister.search;

import java.util.List;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.log.MessageSearchService;
import org.postmeister.delivery.overview.ServerFilter;
import org.postmeister.delivery.overview.ServerOverview;
import org.postmeister.delivery.overview.ServerOverviewService;
import org.postmeister.security.RequiresSystemAdmin;
import org.postmeister.security.account.AccountQuery;
import org.postmeister.security.administration.AccountAdminService;
import org.postmeister.security.administration.AccountInfo;
import org.postmeister.tenantlist.TenantFilter;
import org.postmeister.tenantlist.TenantOverview;
import org.postmeister.tenantlist.TenantOverviewService;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/**
 * The first few of each kind that contain a text. Each kind is asked for separately, so that one
 * that fails or takes long does not keep back the others. The services that are asked decide what
 * the caller may see.
 */
@Service
public class SearchService {

  /** At most so many of a kind. */
  public static final int MOST = 5;

  private final TenantOverviewService tenants;
  private final ServerOverviewService servers;
  private final MessageSearchService messages;
  private final AccountAdminService accounts;

  SearchService(
      TenantOverviewService tenants,
      ServerOverviewService servers,
      MessageSearchService messages,
      AccountAdminService accounts) {
    this.tenants = tenants;
    this.servers = servers;
    this.messages = messages;
    this.accounts = accounts;
  }

  /** By name, display name, host, sender or support address. */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  public List<TenantOverview> tenants(String text) {
    return tenants.first(TenantFilter.about(text), MOST);
  }

  /** By the name of their tenant, or host. */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  public List<ServerOverview> servers(String text) {
    return servers.find(new ServerFilter(null, text, null), 0, MOST);
  }

  /** See {@link MessageSearchService#find}. */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  public List<Message> messages(String text) {
    return messages.find(text, MOST);
  }

  /** By login or name. */
  @RequiresSystemAdmin
  public List<AccountInfo> accounts(String text) {
    return accounts.page(AccountQuery.of(text), 0, MOST);
  }
}
