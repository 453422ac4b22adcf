package org.postmeister.common.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postmeister.testing.ViewTest;

/** Which filters stand beside the search, and that none is hidden that is set. */
class FilterBarTest extends ViewTest {

  private final TextField search = new TextField("Search");
  private final TextField often = new TextField("Often");
  private final TextField seldom = new TextField("Seldom");

  @Test
  void showsThoseThatAreOftenUsedBesideTheSearch() {
    UI.getCurrent().add(new FilterBar(search, List.of(often), List.of()));

    assertThat(often.getParent()).isEqualTo(search.getParent());
    assertThat(_find(Details.class)).isEmpty();
  }

  @Test
  void showsOnAPhoneOnlyTheSearch() {
    windowIs(390);
    UI.getCurrent().add(new FilterBar(search, List.of(often), List.of(seldom)));

    assertThat(often.getParent()).isEqualTo(seldom.getParent()).isNotEqualTo(search.getParent());
    assertThat(_get(Details.class).getSummaryText()).isEqualTo("More filters");
  }

  @Test
  void saysHowManyOfThoseThatCannotBeSeenAreSet() {
    UI.getCurrent().add(new FilterBar(search, List.of(often), List.of(seldom)));
    search.setValue("a");
    often.setValue("b");
    assertThat(_get(Details.class).getSummaryText()).isEqualTo("More filters");

    seldom.setValue("c");

    assertThat(_get(Details.class).getSummaryText()).isEqualTo("More filters (1 is set)");
  }
}
