package org.postmeister.search.ui;

import com.vaadin.flow.function.SerializableConsumer;
import java.util.ArrayList;
import java.util.List;
import org.postmeister.search.SearchService;
import org.postmeister.security.BackgroundExecutor;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.springframework.stereotype.Component;

/** What is searched in the database. */
@Component
class SearchSources {

  private final SearchService service;
  private final Findings findings;
  private final BackgroundExecutor tasks;
  private final CurrentUser currentUser;

  SearchSources(
      SearchService service, Findings findings, BackgroundExecutor tasks, CurrentUser currentUser) {
    this.service = service;
    this.findings = findings;
    this.tasks = tasks;
    this.currentUser = currentUser;
  }

  /** The searches that the person may make. */
  List<BackgroundSearch> create(
      BackgroundSearch.Receiver receiver, SerializableConsumer<SearchKind> failed) {
    List<BackgroundSearch> searches = new ArrayList<>();
    searches.add(
        BackgroundSearch.of(
            SearchKind.TENANTS, tasks, service::tenants, findings::of, receiver, failed));
    searches.add(
        BackgroundSearch.of(
            SearchKind.SERVERS, tasks, service::servers, findings::of, receiver, failed));
    searches.add(
        BackgroundSearch.of(
            SearchKind.MESSAGES, tasks, service::messages, findings::of, receiver, failed));
    if (currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent()) {
      searches.add(
          BackgroundSearch.of(
              SearchKind.ACCOUNTS, tasks, service::accounts, findings::of, receiver, failed));
    }
    return searches;
  }
}
