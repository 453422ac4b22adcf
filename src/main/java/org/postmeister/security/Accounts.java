package org.postmeister.security;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.ListCrudRepository;

interface Accounts extends ListCrudRepository<Account, UUID> {

  Optional<Account> findByLoginKey(String loginKey);
}
