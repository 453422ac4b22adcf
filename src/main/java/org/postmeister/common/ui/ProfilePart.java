package org.postmeister.common.ui;

import com.vaadin.flow.component.Component;

/** A part of the page about one's own account that another module adds. */
public interface ProfilePart {

  /** Creates it for who is signed in. */
  Component create();
}
