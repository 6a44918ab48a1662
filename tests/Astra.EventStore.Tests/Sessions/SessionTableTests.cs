using System.Text;
using Astra.Journal.EventStore;

namespace Astra.EventStore.Tests.Sessions;

public class SessionTableTests
{
    private static readonly SessionName Monday = new(new DateOnly(2026, 7, 20), "3f2a9c1b"), Tuesday = new(new DateOnly(2026, 7, 21), "aa");
    private static readonly DateTimeOffset Morning = new(2026, 7, 20, 3, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Sessions_are_listed_by_their_newest_opening_with_what_was_said_of_them()
    {
        SessionOpening monday = Opened(Monday, 0), tuesday = Opened(Tuesday, 24), again = Opened(Monday, 30);
        SessionClosing closing = new(Monday, Morning.AddHours(6), 1_234, 77, 40, "0123456789abcdef", "fedcba9876543210");
        SessionTable table = Table(SessionEvents.Of(monday), SessionEvents.Of(closing), SessionEvents.Of(tuesday));
        Assert.Equal([new SessionEntry(tuesday, null, 1), new SessionEntry(monday, closing, 1)], table.NewestFirst());

        table = Table(SessionEvents.Of(monday), SessionEvents.Of(closing), SessionEvents.Of(tuesday), SessionEvents.Of(again));
        Assert.Equal([new SessionEntry(again, null, 2), new SessionEntry(tuesday, null, 1)], table.NewestFirst());
        Assert.True(table.NewestFirst()[0].IsOpen);
    }

    [Fact]
    public void An_event_stored_twice_changes_nothing()
    {
        SessionOpening monday = Opened(Monday, 0);
        SessionClosing closing = new(Monday, Morning.AddHours(6), 1, -1, 2);
        ProposedEvent opened = SessionEvents.Of(monday), closed = SessionEvents.Of(closing);
        Assert.Equal([new SessionEntry(monday, closing, 1)], Table(opened, opened, closed, closed, opened).NewestFirst());
    }

    [Fact]
    public void A_removed_session_comes_back_only_by_opening_it()
    {
        ProposedEvent opened = SessionEvents.Of(Opened(Monday, 0)), removed = SessionEvents.OfRemoval(Monday, Morning);
        Assert.Empty(Table(opened, removed).NewestFirst());
        Assert.Empty(Table(removed, SessionEvents.Of(new SessionClosing(Monday, Morning, 1, 1, 1))).NewestFirst());
        Assert.Equal(1, Assert.Single(Table(opened, removed, SessionEvents.Of(Opened(Monday, 2))).NewestFirst()).Openings);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"day":"20260720","run":"a"}""")]
    [InlineData("""{"day":"2026-07-20","run":"No Run"}""")]
    [InlineData("""{"day":"2026-07-20","run":"a","at":"2026-07-20T00:00:00Z"}""")]
    [InlineData("""{"day":"2026-07-20","run":"a","at":"yesterday","journal":"3f2a9c1b-0000-0000-0000-000000000001"}""")]
    public void What_cannot_be_read_is_passed_over(string json) =>
        Assert.Single(Table(SessionEvents.Of(Opened(Monday, 0)), new ProposedEvent(Guid.NewGuid(), SessionEvents.OpenedType, Encoding.UTF8.GetBytes(json), default, IsJson: true)).NewestFirst());

    [Fact]
    public void Fields_and_events_of_a_newer_build_are_passed_over()
    {
        const string json = """{"day":"2026-07-20","run":"3f2a9c1b","at":"2026-07-20T03:30:00+00:00","journal":"3f2a9c1b-0000-0000-0000-000000000001","mood":{"good":true}}""";
        ProposedEvent opened = new(Guid.NewGuid(), SessionEvents.OpenedType, Encoding.UTF8.GetBytes(json), default, IsJson: true);
        SessionEntry entry = Assert.Single(Table(opened, opened with { Type = "astra-session-praised" }).NewestFirst());
        Assert.Equal(Opened(Monday, 0) with { Mode = "", Machine = "", Version = "" }, entry.Opening);
    }

    private static SessionOpening Opened(SessionName name, int hours) =>
        new(name, Guid.Parse("3f2a9c1b-0000-0000-0000-000000000001"), "eventstoredb", "desk-1", "1.2.3", Morning.AddHours(hours));

    private static SessionTable Table(params ProposedEvent[] events)
    {
        SessionTable table = new();
        for (int i = 0; i < events.Length; i++) table.Take(new StoredEvent(i, events[i].Id, events[i].Type, events[i].Data, events[i].CustomMetadata, Morning));
        return table;
    }
}
