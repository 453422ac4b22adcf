package org.postmeister.mailserver.testmail;

import org.springframework.data.repository.ListCrudRepository;

public interface TestOutcomeRows extends ListCrudRepository<TestOutcomeRow, String> {}
