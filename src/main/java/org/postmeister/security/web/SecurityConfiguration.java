package org.postmeister.security.web;

import com.vaadin.flow.spring.security.UidlRedirectStrategy;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.rest.ProblemResponseFactory;
import org.postmeister.security.CurrentRights;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequestDetails;
import org.postmeister.security.Role;
import org.postmeister.security.account.AccountSearch;
import org.postmeister.security.account.BoundedPasswordEncoder;
import org.postmeister.security.account.RememberingPasswordEncoder;
import org.postmeister.security.invitation.Links;
import org.postmeister.security.login.KnownDevice;
import org.postmeister.security.login.SessionGuard;
import org.postmeister.security.login.SessionHandover;
import org.postmeister.security.login.SessionRecorder;
import org.postmeister.security.token.ApiTokenAuthentication;
import org.postmeister.security.ui.LoginView;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.expression.method.MethodSecurityExpressionHandler;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/**
 * Two filter chains: the HTTP API, stateless and with Basic authentication, and the console with a
 * session.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration {

  private static final String METRICS = "/actuator/prometheus";
  private static final String SBOM = "/actuator/sbom/**";

  // Otherwise each filter of each request would be measured, which costs more than most of them do.
  @Bean
  SecurityObservationSettings noObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  static MethodSecurityExpressionHandler methodSecurityExpressions(
      ObjectProvider<CurrentRights> rights) {
    return new CurrentRightsExpressions(rights);
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return new RememberingPasswordEncoder(
        new BoundedPasswordEncoder(PasswordEncoderFactories.createDelegatingPasswordEncoder()));
  }

  @Bean
  @Order(1)
  SecurityFilterChain api(
      HttpSecurity http,
      ProblemResponseFactory problems,
      CurrentUser currentUser,
      ApiTokenAuthentication apiTokens,
      SecurityContextHolderStrategy contexts) {
    ApiProblems apiProblems = new ApiProblems(problems, currentUser);
    return http.securityMatcher("/api/**", "/actuator/**")
        .headers(ResponseHeaders::ofApi)
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .addFilterBefore(bearer(apiTokens, apiProblems, contexts), BasicAuthenticationFilter.class)
        .httpBasic(basic ->
            basic
                .authenticationEntryPoint(apiProblems)
                .authenticationDetailsSource(RequestDetails::ofApi))
        .exceptionHandling(handling ->
            handling.authenticationEntryPoint(apiProblems).accessDeniedHandler(apiProblems))
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(
                    HttpMethod.GET,
                    "/api/v1/openapi.json/**",
                    "/api/v1/docs",
                    "/api/v1/swagger-ui/**")
                .permitAll()
                .requestMatchers(HttpMethod.POST, "/api/v1/invitations/*")
                .permitAll()
                .requestMatchers(METRICS, SBOM)
                .access((authentication, request) ->
                    new AuthorizationDecision(
                        mayUseApi(currentUser) && hasRole(authentication.get(), Role.SYSTEM_ADMIN)))
                // The health endpoint shows more to signed-in users; unknown endpoints are not
                // found.
                .requestMatchers("/actuator/**")
                .permitAll()
                .anyRequest()
                .access(
                    (authentication, request) -> new AuthorizationDecision(mayUseApi(currentUser))))
        .build();
  }

  private static boolean mayUseApi(CurrentUser currentUser) {
    return currentUser.find().filter(user -> !user.mustChangePassword()).isPresent();
  }

  private static boolean hasRole(@Nullable Authentication authentication, Role role) {
    return authentication != null
        && AuthorityUtils.authorityListToSet(authentication.getAuthorities())
            .contains("ROLE_" + role);
  }

  private static AuthenticationFilter bearer(
      ApiTokenAuthentication tokens,
      ApiProblems apiProblems,
      SecurityContextHolderStrategy contexts) {
    AuthenticationFilter filter = new AuthenticationFilter((AuthenticationManager) tokens, tokens);
    // Vaadin's own; all filters have to use the same.
    filter.setSecurityContextHolderStrategy(contexts);
    filter.setSecurityContextRepository(new RequestAttributeSecurityContextRepository());
    // Continues with the request; there is no session that a sign-in could start.
    filter.setSuccessHandler((request, response, authentication) -> {});
    filter.setFailureHandler(apiProblems::commence);
    return filter;
  }

  /** Reports refusals to the audit trail. */
  @Bean
  AuthorizationEventPublisher refusals(ApplicationEventPublisher events) {
    return new SpringAuthorizationEventPublisher(events);
  }

  @Bean
  @Order(2)
  SecurityFilterChain console(
      HttpSecurity http,
      AccountSearch accounts,
      KnownDevice devices,
      SessionRecorder recorder,
      SessionHandover handover) {
    http.setSharedObject(LogoutSuccessHandler.class, afterLogout());
    return http.authorizeHttpRequests(requests ->
            requests
                // What becomes of a request that has failed: it says nothing but that.
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers("/webjars/**", "/aura/**", "/postmeister/**", "/favicon.svg")
                .permitAll()
                .requestMatchers("/" + Links.INVITATION + "/*")
                .permitAll())
        .with(
            VaadinSecurityConfigurer.vaadin(),
            vaadin ->
                // Unknown URLs are answered by the console, too, with a page that says so.
                vaadin
                    .loginView(LoginView.class)
                    .anyRequest(AuthorizeHttpRequestsConfigurer.AuthorizedUrl::authenticated))
        .formLogin(form ->
            form.failureHandler(new LoginFailureHandler())
                .authenticationDetailsSource(RequestDetails::ofConsole))
        .logout(logout -> logout.addLogoutHandler(recorder))
        .headers(ResponseHeaders::ofConsole)
        .sessionManagement(session ->
            session
                .addSessionAuthenticationStrategy(devices)
                .addSessionAuthenticationStrategy(recorder))
        .addFilterBefore(handover.filter(), AnonymousAuthenticationFilter.class)
        .addFilterBefore(new SessionGuard(accounts), AuthorizationFilter.class)
        .build();
  }

  // As Vaadin's own, which does not know what a proxy has taken off the beginning of the path.
  private static LogoutSuccessHandler afterLogout() {
    UidlRedirectStrategy redirects = new UidlRedirectStrategy();
    redirects.setContextRelative(true);
    return (request, response, authentication) ->
        redirects.sendRedirect(request, response, request.getContextPath() + "/");
  }
}
