package org.postmeister.security;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import org.postmeister.common.rest.ProblemResponses;
import org.postmeister.security.ui.LoginView;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
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
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Two doors: the HTTP API, stateless and with Basic authentication, and the console with a session.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration {

  private static final String METRICS = "/actuator/prometheus";

  // Each filter of each request would be measured, which costs more than what most of them do.
  @Bean
  SecurityObservationSettings noObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder();
  }

  @Bean
  @Order(1)
  SecurityFilterChain api(
      HttpSecurity http,
      ProblemResponses problems,
      CurrentUser currentUser,
      ApiTokenAuthentication apiTokens,
      SecurityContextHolderStrategy contexts) {
    ApiProblems apiProblems = new ApiProblems(problems, currentUser);
    return http.securityMatcher("/api/**", METRICS)
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
                .requestMatchers(METRICS)
                .hasRole(Role.SYSTEM_ADMIN.name())
                .anyRequest()
                .access((authentication, request) ->
                    new AuthorizationDecision(
                        currentUser.find().filter(user -> !user.mustChangePassword()).isPresent())))
        .build();
  }

  private static AuthenticationFilter bearer(
      ApiTokenAuthentication tokens,
      ApiProblems apiProblems,
      SecurityContextHolderStrategy contexts) {
    AuthenticationFilter filter = new AuthenticationFilter((AuthenticationManager) tokens, tokens);
    // The one that Vaadin brings; all filters have to use the same.
    filter.setSecurityContextHolderStrategy(contexts);
    filter.setSecurityContextRepository(new RequestAttributeSecurityContextRepository());
    // Goes on with the request; there is no session that a sign-in could begin.
    filter.setSuccessHandler((request, response, authentication) -> {});
    filter.setFailureHandler(apiProblems::commence);
    return filter;
  }

  /** Tells the audit trail what was refused. */
  @Bean
  AuthorizationEventPublisher refusals(ApplicationEventPublisher events) {
    return new SpringAuthorizationEventPublisher(events);
  }

  @Bean
  @Order(2)
  SecurityFilterChain console(HttpSecurity http, Accounts accounts, CurrentUser currentUser) {
    return http.authorizeHttpRequests(requests ->
            requests
                .requestMatchers(
                    "/actuator/health/**",
                    "/webjars/**",
                    "/aura/**",
                    "/postmeister/**",
                    "/favicon.svg")
                .permitAll()
                .requestMatchers("/" + Links.INVITATION + "/*")
                .permitAll())
        .with(
            VaadinSecurityConfigurer.vaadin(),
            vaadin ->
                // Unknown addresses too are answered by the console, with a page that says so.
                vaadin
                    .loginView(LoginView.class)
                    .anyRequest(AuthorizeHttpRequestsConfigurer.AuthorizedUrl::authenticated))
        .formLogin(form ->
            form.failureHandler(new LoginFailureHandler())
                .authenticationDetailsSource(RequestDetails::ofConsole))
        .headers(
            headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
        .addFilterBefore(new SessionGuard(accounts, currentUser), AuthorizationFilter.class)
        .build();
  }
}
