package org.postmeister.security.account;

import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Finds accounts for Spring Security. */
public class AccountDetailsService implements UserDetailsService {

  private final AccountSearch accounts;

  public AccountDetailsService(AccountSearch accounts) {
    this.accounts = accounts;
  }

  @Override
  public UserDetails loadUserByUsername(String login) {
    return accounts
        .findByLogin(login)
        .map(Account::toSignedInUser)
        .orElseThrow(() -> new UsernameNotFoundException("No such account"));
  }
}
