package org.postmeister.mailserver;

import org.springframework.data.repository.ListCrudRepository;

interface TestOutcomeRows extends ListCrudRepository<TestOutcomeRow, String> {}
