package org.postmeister.search.ui;

/** What can be found, in the order in which it is shown. */
enum SearchKind {
  PAGES,
  SETTINGS,
  TENANTS,
  SERVERS,
  MESSAGES,
  ACCOUNTS;

  String titleKey() {
    return "SearchKind." + this;
  }
}
