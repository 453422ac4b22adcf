package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.LongText;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.security.TenantNames;
import org.postmeister.security.TestUsers;
import org.postmeister.security.TokenScope;
import org.postmeister.supportrequest.NewSupportRequest;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who may do what: each public method of each service, and each operation of the HTTP API, called
 * as each role. An operation that is missing in the tables makes the test fail.
 */
@PostmeisterTest
class AuthorizationTest {

  private static final String TENANT = "acme";

  /** Whoever may call. */
  private enum Role {
    /** A system administrator. */
    SYSTEM,
    /** An API token for the whole system. */
    TOKEN,
    /** One that is good for handing messages over only. */
    SENDING_TOKEN,
    /** One that is good for reading the message log only. */
    READING_TOKEN,
    /** One that may change where the system's mail goes only. */
    MAIL_SERVER_TOKEN,
    /** An administrator of the tenant in question. */
    OWN,
    /** An administrator of another tenant. */
    OTHER,
    /** Nobody who has signed in. */
    NOBODY
  }

  private static final String SERVICES =
      """
      AccountAdminService.change(String,UnaryOperator,Long) | SYSTEM TOKEN
      AccountAdminService.count(AccountQuery) | SYSTEM TOKEN
      AccountAdminService.create(EmailAddress,AccountData) | SYSTEM TOKEN
      AccountAdminService.delete(String) | SYSTEM TOKEN
      AccountAdminService.get(String) | SYSTEM TOKEN
      AccountAdminService.invite(String) | SYSTEM TOKEN
      AccountAdminService.page(AccountQuery,int,int) | SYSTEM TOKEN
      AccountAdminService.tenantId(String) | SYSTEM TOKEN
      AccountAdminService.tenantIds(Collection) | SYSTEM TOKEN
      AccountAdminService.update(String,AccountData,Long) | SYSTEM TOKEN
      AccountService.changePassword(String,NewPassword) | SYSTEM TOKEN SENDING_TOKEN READING_TOKEN MAIL_SERVER_TOKEN OWN OTHER
      AccountService.remember(Locale,ZoneId) | SYSTEM TOKEN SENDING_TOKEN READING_TOKEN MAIL_SERVER_TOKEN OWN OTHER
      ApiTokenService.create(NewApiToken) | SYSTEM
      ApiTokenService.createOf(TenantId,NewApiToken) | SYSTEM OWN
      ApiTokenService.list() | SYSTEM
      ApiTokenService.listOf(TenantId) | SYSTEM OWN
      ApiTokenService.revoke(UUID) | SYSTEM
      ApiTokenService.revokeOf(TenantId,UUID) | SYSTEM OWN
      AuditService.beginExport(AuditQuery) | SYSTEM TOKEN
      AuditService.each(AuditQuery,Consumer) | SYSTEM TOKEN
      AuditService.find(AuditQuery,Long,int,int) | SYSTEM TOKEN
      AuditService.latest(Set,TenantName) | SYSTEM TOKEN
      BulkService.start(TenantSelection,BulkChange,Consumer) | SYSTEM TOKEN
      ConsoleAddressService.confirm() | SYSTEM
      ConsoleAddressService.difference() | SYSTEM
      DeliverySummaryService.hasAnyMessage() | SYSTEM TOKEN
      DeliverySummaryService.of(Duration) | SYSTEM TOKEN OWN OTHER
      DeliverySummaryService.quotaPerDay() | SYSTEM TOKEN OWN OTHER
      DeliverySummaryService.quotaUsedToday() | SYSTEM TOKEN OWN OTHER
      InvitationService.accept(String,NewPassword) | SYSTEM TOKEN SENDING_TOKEN READING_TOKEN MAIL_SERVER_TOKEN OWN OTHER NOBODY
      InvitationService.loginOf(String) | SYSTEM TOKEN SENDING_TOKEN READING_TOKEN MAIL_SERVER_TOKEN OWN OTHER NOBODY
      MailBrandService.get(MailOwner) | SYSTEM TOKEN OWN
      MailBrandService.save(MailOwner,MailBrand,long) | SYSTEM TOKEN OWN
      MailPolicyService.get(TenantId) | SYSTEM TOKEN
      MailPolicyService.save(TenantId,MailPolicy,Long) | SYSTEM TOKEN
      MailRouteService.get(TenantId) | SYSTEM TOKEN OWN
      MailRouteService.inherited(TenantId) | SYSTEM TOKEN OWN
      MailRouteService.ofSystem() | SYSTEM TOKEN
      MailRouteService.own() | SYSTEM TOKEN OWN OTHER
      MailRouteService.preview(TenantId,Edits) | SYSTEM TOKEN OWN
      MailServerPresets.discover(EmailAddress) | SYSTEM TOKEN OWN OTHER
      MailServerPresets.list() | SYSTEM TOKEN OWN OTHER
      MailTextService.get(MailOwner,MailKind,Locale) | SYSTEM TOKEN OWN
      MailTextService.kinds(MailOwner) | SYSTEM TOKEN OWN
      MailTextService.obstacle(MailOwner) | SYSTEM TOKEN OWN
      MailTextService.preview(MailOwner,MailKind,Locale,AppliedBrand) | SYSTEM TOKEN OWN
      MailTextService.preview(MailOwner,MailKind,Locale,String,String,AppliedBrand) | SYSTEM TOKEN OWN
      MailTextService.reset(MailOwner,MailKind,Locale) | SYSTEM TOKEN OWN
      MailTextService.save(MailOwner,MailKind,Locale,String,String,long) | SYSTEM TOKEN OWN
      MailTextService.send(MailOwner,MailKind,Locale,MailText,AppliedBrand,EmailAddress,StepListener) | SYSTEM TOKEN OWN
      MessageActionService.cancel(long) | SYSTEM TOKEN OWN OTHER
      MessageActionService.cancelAll(MessageQuery) | SYSTEM TOKEN OWN OTHER
      MessageActionService.cancelAll(Set) | SYSTEM TOKEN OWN OTHER
      MessageActionService.retry(long) | SYSTEM TOKEN OWN OTHER
      MessageActionService.retryAll(MessageQuery) | SYSTEM TOKEN OWN OTHER
      MessageActionService.retryAll(Set) | SYSTEM TOKEN OWN OTHER
      MessageSearchService.find(String,int) | SYSTEM TOKEN READING_TOKEN OWN OTHER
      MessageService.beginExport(MessageQuery) | SYSTEM TOKEN OWN OTHER
      MessageService.count(MessageQuery,int) | SYSTEM TOKEN READING_TOKEN OWN OTHER
      MessageService.counts(Set,Duration) | SYSTEM TOKEN READING_TOKEN OWN OTHER
      MessageService.each(MessageQuery,Consumer) | SYSTEM TOKEN READING_TOKEN OWN OTHER
      MessageService.find(MessageQuery,Long,int,int) | SYSTEM TOKEN READING_TOKEN OWN OTHER
      MessageService.find(Set) | SYSTEM TOKEN READING_TOKEN OWN OTHER
      MessageService.findAll(MessageQuery,Long,int) | SYSTEM TOKEN READING_TOKEN
      MessageService.get(long) | SYSTEM TOKEN READING_TOKEN OWN OTHER
      MessageService.getTried(long) | SYSTEM TOKEN READING_TOKEN OWN OTHER
      MessageService.mayRead(Message) | SYSTEM TOKEN READING_TOKEN OWN OTHER
      MessageService.read(long) | SYSTEM TOKEN READING_TOKEN OWN OTHER
      MessageService.readRaw(long) | SYSTEM TOKEN READING_TOKEN OWN OTHER
      MessageService.routes(Set) | SYSTEM TOKEN READING_TOKEN OWN OTHER
      MessageService.send(TenantId,NewMessage,IdempotencyKey) | SYSTEM TOKEN SENDING_TOKEN OWN
      MessageService.sendAll(TenantId,List) | SYSTEM TOKEN SENDING_TOKEN OWN
      MessageService.statuses(Collection) | SYSTEM TOKEN READING_TOKEN OWN OTHER
      MessageService.submit(TenantId,NewMessage,List) | SYSTEM TOKEN SENDING_TOKEN OWN
      MessageWaitService.await(long,Duration) | SYSTEM TOKEN READING_TOKEN OWN OTHER
      NoticeService.hasReaders() | SYSTEM TOKEN
      NoticeService.latest(Locale) | SYSTEM TOKEN
      NoticeService.switchTo(NoticeKind,boolean) | SYSTEM TOKEN
      NoticeService.switches() | SYSTEM TOKEN
      NoticeService.waiting(Locale) | SYSTEM TOKEN
      OwnAddressService.addressOf(String) | SYSTEM OWN OTHER
      OwnAddressService.confirm(String) | SYSTEM OWN OTHER
      OwnAddressService.get() | SYSTEM OWN OTHER
      OwnAddressService.isKnown() | SYSTEM OWN OTHER
      OwnAddressService.request(EmailAddress,String) | SYSTEM OWN OTHER
      OwnAddressService.useLogin() | SYSTEM OWN OTHER
      OwnAddressService.withdraw() | SYSTEM OWN OTHER
      OwnAuditService.latest(int) | SYSTEM OWN OTHER
      OwnSessionService.end(UUID) | SYSTEM OWN OTHER
      OwnSessionService.endOthers() | SYSTEM OWN OTHER
      OwnSessionService.list() | SYSTEM OWN OTHER
      PasswordResetService.isOffered() | SYSTEM TOKEN SENDING_TOKEN READING_TOKEN MAIL_SERVER_TOKEN OWN OTHER NOBODY
      PasswordResetService.request(String,String) | SYSTEM TOKEN SENDING_TOKEN READING_TOKEN MAIL_SERVER_TOKEN OWN OTHER NOBODY
      PausedServerService.resume(MailOwner) | SYSTEM TOKEN OWN
      PlatformService.get() | SYSTEM TOKEN
      PlatformService.save(PlatformSettings,Long) | SYSTEM TOKEN
      ProfileService.get() | SYSTEM OWN OTHER
      ProfileService.save(ProfileData,Long) | SYSTEM OWN OTHER
      RunningNodes.list() | SYSTEM TOKEN
      SavedFilterService.delete(String) | SYSTEM TOKEN OWN OTHER
      SavedFilterService.list() | SYSTEM TOKEN OWN OTHER
      SavedFilterService.save(SingleLine,String) | SYSTEM TOKEN OWN OTHER
      SearchService.accounts(String) | SYSTEM TOKEN
      SearchService.messages(String) | SYSTEM TOKEN OWN OTHER
      SearchService.servers(String) | SYSTEM TOKEN OWN OTHER
      SearchService.tenants(String) | SYSTEM TOKEN OWN OTHER
      ServerOverviewService.count(ServerFilter) | SYSTEM TOKEN OWN OTHER
      ServerOverviewService.find(ServerFilter,int,int) | SYSTEM TOKEN OWN OTHER
      ServerOverviewService.trouble() | SYSTEM TOKEN OWN OTHER
      SupportOptionsService.get() | SYSTEM TOKEN
      SupportOptionsService.save(SupportOptions,Long) | SYSTEM TOKEN
      SupportRequestService.outlook(MailOwner,Locale) | SYSTEM TOKEN OWN
      SupportRequestService.own() | SYSTEM TOKEN OWN OTHER
      SupportRequestService.ownAddress() | SYSTEM TOKEN OWN OTHER
      SupportRequestService.send(NewSupportRequest,Locale) | SYSTEM TOKEN OWN
      SupportRequestService.send(NewSupportRequest,Outlook,Locale) | SYSTEM TOKEN OWN
      SystemMailServerService.confirmDestination(long) | SYSTEM
      SystemMailServerService.get() | SYSTEM TOKEN MAIL_SERVER_TOKEN
      SystemMailServerService.isUsable() | SYSTEM TOKEN
      SystemMailServerService.save(MailServerDraft,Long) | SYSTEM MAIL_SERVER_TOKEN
      SystemMailServerService.save(MailServerDraft,long,SupportOptions,long) | SYSTEM MAIL_SERVER_TOKEN
      SystemMailServerService.state() | SYSTEM TOKEN MAIL_SERVER_TOKEN
      TenantAdministratorService.add(TenantId,EmailAddress,DisplayName) | SYSTEM TOKEN
      TenantAdministratorService.list(TenantId) | SYSTEM TOKEN OWN
      TenantAdministratorService.remove(TenantId,String) | SYSTEM TOKEN
      TenantImportService.dryRun(String,byte[]) | SYSTEM TOKEN
      TenantImportService.run(String,byte[],Consumer) | SYSTEM TOKEN
      TenantMailServerService.delete(TenantId) | SYSTEM TOKEN OWN
      TenantMailServerService.find(TenantId) | SYSTEM TOKEN OWN
      TenantMailServerService.isAllowed(TenantId) | SYSTEM TOKEN OWN
      TenantMailServerService.save(TenantId,MailServerDraft,Long) | SYSTEM TOKEN OWN
      TenantMailServerService.state(TenantId) | SYSTEM TOKEN OWN
      TenantOverviewService.after(TenantFilter,String,int) | SYSTEM TOKEN
      TenantOverviewService.beginExport(TenantFilter) | SYSTEM TOKEN
      TenantOverviewService.count(TenantFilter) | SYSTEM TOKEN OWN OTHER
      TenantOverviewService.each(TenantFilter,Consumer) | SYSTEM TOKEN
      TenantOverviewService.first(TenantFilter,int) | SYSTEM TOKEN OWN OTHER
      TenantOverviewService.get(TenantId) | SYSTEM TOKEN OWN
      TenantOverviewService.page(TenantFilter,TenantSort,int,int) | SYSTEM TOKEN OWN OTHER
      TenantOverviewService.page(TenantFilter,TenantSort,int,int,int) | SYSTEM TOKEN OWN OTHER
      TenantOverviewService.withHealth(List) | SYSTEM TOKEN
      TenantService.change(TenantId,UnaryOperator,Long) | SYSTEM TOKEN
      TenantService.count() | SYSTEM TOKEN
      TenantService.create(NewTenant) | SYSTEM TOKEN
      TenantService.delete(TenantId) | SYSTEM TOKEN
      TenantService.get(String) | SYSTEM TOKEN SENDING_TOKEN READING_TOKEN MAIL_SERVER_TOKEN OWN OTHER
      TenantService.get(TenantId) | SYSTEM TOKEN OWN
      TenantService.idOf(String) | SYSTEM TOKEN SENDING_TOKEN READING_TOKEN MAIL_SERVER_TOKEN OWN OTHER
      TenantService.own() | SYSTEM TOKEN SENDING_TOKEN READING_TOKEN MAIL_SERVER_TOKEN OWN OTHER
      TenantService.setActive(TenantId,boolean) | SYSTEM TOKEN
      TenantService.update(TenantId,TenantData,Long) | SYSTEM TOKEN
      TenantSupportService.get(TenantId) | SYSTEM TOKEN OWN
      TenantSupportService.save(TenantId,EmailAddress,Long) | SYSTEM TOKEN OWN
      TestMailService.latestOutcomes(MailOwner) | SYSTEM TOKEN OWN
      TestMailService.start(EmailAddress,Content,StepListener) | SYSTEM TOKEN
      TestMailService.start(EmailAddress,MailServerDraft,TestMailText,StepListener) | SYSTEM TOKEN
      TestMailService.startForTenant(TenantId,EmailAddress,Content,StepListener) | SYSTEM TOKEN OWN
      TestMailService.startForTenant(TenantId,EmailAddress,MailServerDraft,TestMailText,StepListener) | SYSTEM TOKEN OWN
      """;

  private static final String OPERATIONS =
      """
      DELETE /accounts/{email} | SYSTEM TOKEN
      DELETE /api-tokens/{id} | SYSTEM
      DELETE /tenants/{tenant} | SYSTEM TOKEN
      DELETE /tenants/{tenant}/api-tokens/{id} | SYSTEM OWN
      DELETE /tenants/{tenant}/mail-server | SYSTEM TOKEN OWN
      GET /accounts | SYSTEM TOKEN
      GET /accounts/{email} | SYSTEM TOKEN
      GET /api-tokens | SYSTEM
      GET /audit | SYSTEM TOKEN
      GET /audit/export | SYSTEM TOKEN
      GET /mail-server-presets | SYSTEM TOKEN OWN OTHER
      GET /messages | SYSTEM TOKEN READING_TOKEN
      GET /openapi.json | SYSTEM TOKEN SENDING_TOKEN READING_TOKEN MAIL_SERVER_TOKEN OWN OTHER NOBODY
      GET /openapi.json.yaml | SYSTEM TOKEN SENDING_TOKEN READING_TOKEN MAIL_SERVER_TOKEN OWN OTHER
      GET /system/mail-server | SYSTEM TOKEN MAIL_SERVER_TOKEN
      GET /system/platform | SYSTEM TOKEN
      GET /system/support | SYSTEM TOKEN
      GET /tenants | SYSTEM TOKEN OWN OTHER
      GET /tenants text/csv | SYSTEM TOKEN
      GET /tenants/{tenant} | SYSTEM TOKEN OWN
      GET /tenants/{tenant}/api-tokens | SYSTEM OWN
      GET /tenants/{tenant}/mail-policy | SYSTEM TOKEN
      GET /tenants/{tenant}/mail-route | SYSTEM TOKEN OWN
      GET /tenants/{tenant}/mail-server | SYSTEM TOKEN OWN
      GET /tenants/{tenant}/messages | SYSTEM TOKEN READING_TOKEN OWN
      GET /tenants/{tenant}/messages/{id} | SYSTEM TOKEN READING_TOKEN OWN
      GET /tenants/{tenant}/support | SYSTEM TOKEN OWN
      PATCH /accounts/{email} | SYSTEM TOKEN
      PATCH /tenants/{tenant} | SYSTEM TOKEN
      POST /accounts | SYSTEM
      POST /accounts/{email}/invitation | SYSTEM TOKEN
      POST /api-tokens | SYSTEM
      POST /invitations/{token} | SYSTEM TOKEN SENDING_TOKEN READING_TOKEN MAIL_SERVER_TOKEN OWN OTHER NOBODY
      POST /mail-server-presets/discover | SYSTEM TOKEN OWN OTHER
      POST /system/mail-server/test | SYSTEM TOKEN
      POST /tenants | SYSTEM TOKEN
      POST /tenants/{tenant}/api-tokens | SYSTEM OWN
      POST /tenants/{tenant}/mail-server/test | SYSTEM TOKEN OWN
      POST /tenants/{tenant}/messages | SYSTEM TOKEN SENDING_TOKEN OWN
      POST /tenants/{tenant}/messages/batch | SYSTEM TOKEN SENDING_TOKEN OWN
      POST /tenants/{tenant}/messages/{id}/cancel | SYSTEM TOKEN READING_TOKEN OWN
      POST /tenants/{tenant}/messages/{id}/retry | SYSTEM TOKEN READING_TOKEN OWN
      POST /tenants/{tenant}/support-requests | SYSTEM TOKEN OWN
      PUT /system/mail-server | SYSTEM MAIL_SERVER_TOKEN
      PUT /system/platform | SYSTEM TOKEN
      PUT /system/support | SYSTEM TOKEN
      PUT /tenants/{tenant}/mail-policy | SYSTEM TOKEN
      PUT /tenants/{tenant}/mail-server | SYSTEM TOKEN OWN
      PUT /tenants/{tenant}/support | SYSTEM TOKEN OWN
      """;

  /** What each operation needs to get as far as its service. */
  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry(
              "POST /accounts",
              "{\"email\": \"new@example.org\", \"name\": \"New\", \"role\": \"SYSTEM_ADMIN\"}"),
          Map.entry("POST /api-tokens", "{\"name\": \"a\"}"),
          Map.entry("POST /system/mail-server/test", "{\"recipient\": \"a@example.com\"}"),
          Map.entry("POST /mail-server-presets/discover", "{\"address\": \"a@example.com\"}"),
          Map.entry("POST /tenants", "{\"name\": \"new\"}"),
          Map.entry(
              "POST /tenants/{tenant}/mail-server/test", "{\"recipient\": \"a@example.com\"}"),
          Map.entry("PUT /system/platform", "{\"version\": \"7.4.0\"}"),
          Map.entry(
              "PUT /tenants/{tenant}/mail-policy",
              "{\"systemServerAllowed\": true, \"ownServerAllowed\": true}"),
          Map.entry(
              "POST /tenants/{tenant}/messages",
              "{\"to\": [\"a@example.org\"], \"subject\": \"a\", \"text\": \"b\"}"),
          Map.entry("POST /tenants/{tenant}/messages/batch", "{\"messages\": [{}]}"),
          Map.entry("POST /invitations/{token}", "{\"password\": \"a long enough password\"}"),
          Map.entry("POST /tenants/{tenant}/api-tokens", "{\"name\": \"a\"}"),
          Map.entry(
              "POST /tenants/{tenant}/support-requests",
              "{\"subject\": \"a\", \"message\": \"b\"}"));

  @Autowired private ApplicationContext context;
  @Autowired private TenantService tenants;
  @Autowired private TenantNames names;
  @Autowired private MockMvc mvc;

  private final TenantId other = TenantId.create();
  private TenantId own;

  @BeforeEach
  void createTenant() {
    own = ensureTenant();
  }

  @Test
  void everyMethodOfEveryServiceAnswersEveryRoleAsTheTableSays() throws Exception {
    Map<String, String> actual = new TreeMap<>();
    List<Object> services =
        context.getBeansWithAnnotation(Service.class).values().stream()
            .filter(bean -> AopUtils.getTargetClass(bean).getName().startsWith("org.postmeister"))
            .sorted(Comparator.comparing(bean -> AopUtils.getTargetClass(bean).getName()))
            .toList();
    for (Object service : services) {
      for (Method method : AopUtils.getTargetClass(service).getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
          actual.put(name(method), roles(service, method));
        }
      }
    }

    assertThat(lines(actual)).isEqualTo(SERVICES);
  }

  @Test
  void everyOperationOfTheApiAnswersEveryRoleAsTheTableSays() throws Exception {
    Map<String, String> actual = new TreeMap<>();
    var mapping =
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    for (var entry : mapping.getHandlerMethods().entrySet()) {
      Class<?> controller = entry.getValue().getBeanType();
      // What responds to requests that have failed is not an operation.
      if (!controller.getName().startsWith("org.postmeister")
          || ErrorController.class.isAssignableFrom(controller)) {
        continue;
      }
      String path = entry.getKey().getPatternValues().iterator().next();
      String method = entry.getKey().getMethodsCondition().getMethods().iterator().next().name();
      String produces =
          entry.getKey().getProducesCondition().getProducibleMediaTypes().stream()
              .filter(type -> type.getSubtype().equals("csv"))
              .map(type -> " " + type)
              .findFirst()
              .orElse("");
      String name = method + " " + path.replace("/api/v1", "") + produces;
      Set<Role> allowed = EnumSet.noneOf(Role.class);
      for (Role role : Role.values()) {
        if (isServed(name, method, path, produces, role)) {
          allowed.add(role);
        }
      }
      actual.put(name, text(allowed));
    }

    assertThat(lines(actual)).isEqualTo(OPERATIONS);
  }

  private boolean isServed(String name, String method, String path, String produces, Role role)
      throws Exception {
    own = ensureTenant();
    String address =
        path.replace("{tenant}", TENANT)
            .replace("{email}", "nobody@example.org")
            .replace("messages/{id}", "messages/4711")
            .replace("{id}", "0b1c2d3e-0000-1111-2222-333344445555")
            .replace("{token}", "unknown");
    MockHttpServletRequestBuilder request =
        request(HttpMethod.valueOf(method), address)
            .contentType(MediaType.APPLICATION_JSON)
            .content(BODIES.getOrDefault(name, "{}"));
    if (!produces.isEmpty()) {
      request.accept(produces.strip());
    }
    Authentication who = as(role);
    if (who != null) {
      request.with(authentication(who));
    }
    MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
    // An administrator of another tenant does not even learn that there is such a tenant.
    boolean denied =
        response.getStatus() == 401
            || response.getStatus() == 403
            || (role == Role.OTHER && response.getStatus() == 404 && path.contains("{tenant}"));
    return !denied;
  }

  private String roles(Object service, Method method) throws Exception {
    Set<Role> allowed = EnumSet.noneOf(Role.class);
    for (Role role : Role.values()) {
      own = ensureTenant();
      SecurityContextHolder.clearContext();
      if (as(role) != null) {
        SignedIn.as(as(role));
      }
      if (isCallable(service, method)) {
        allowed.add(role);
      }
    }
    return text(allowed);
  }

  // What happens after it was let in does not matter: most arguments are null.
  private boolean isCallable(Object service, Method method) throws Exception {
    Object[] arguments = Arrays.stream(method.getParameterTypes()).map(this::argument).toArray();
    try {
      service
          .getClass()
          .getMethod(method.getName(), method.getParameterTypes())
          .invoke(service, arguments);
      return true;
    } catch (InvocationTargetException e) {
      return !(e.getCause() instanceof AccessDeniedException
          || e.getCause() instanceof AuthenticationCredentialsNotFoundException);
    }
  }

  private @Nullable Object argument(Class<?> type) {
    if (type == TenantId.class) {
      return own;
    }
    if (type == MailOwner.class) {
      return MailOwner.of(own);
    }
    if (type == NewSupportRequest.class) {
      return new NewSupportRequest(
          MailOwner.of(own), SingleLine.of("a"), new LongText("b"), null, List.of());
    }
    if (type == String.class) {
      return "nothing";
    }
    if (type == boolean.class) {
      return true;
    }
    if (type == int.class) {
      return 1;
    }
    return type == long.class ? (Object) 1L : null;
  }

  private @Nullable Authentication as(Role role) {
    return switch (role) {
      case SYSTEM -> TestUsers.systemAdmin();
      case TOKEN -> TestUsers.systemToken();
      case SENDING_TOKEN -> TestUsers.systemToken(TokenScope.MESSAGES_SEND);
      case READING_TOKEN -> TestUsers.systemToken(TokenScope.MESSAGES_READ);
      case MAIL_SERVER_TOKEN -> TestUsers.systemToken(TokenScope.SYSTEM_MAIL_SERVER);
      case OWN -> TestUsers.tenantAdmin(own);
      case OTHER -> TestUsers.tenantAdmin(other);
      case NOBODY -> null;
    };
  }

  private TenantId ensureTenant() {
    TenantName name = TenantName.of(TENANT);
    TenantId found = names.idsOf(List.of(name)).get(name);
    return found == null ? SomeTenants.create(tenants, TENANT) : found;
  }

  private static String name(Method method) {
    return method.getDeclaringClass().getSimpleName()
        + "."
        + method.getName()
        + Stream.of(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(",", "(", ")"));
  }

  private static String text(Set<Role> roles) {
    return roles.stream().map(Role::name).collect(Collectors.joining(" "));
  }

  private static String lines(Map<String, String> table) {
    return table.entrySet().stream()
        .map(entry -> entry.getKey() + " | " + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
