using Astra.Journal.EventStore;

namespace Astra.EventStore.Tests;

public class SessionNameTests
{
    [Fact]
    public void A_run_is_named_after_its_journal()
    {
        SessionName name = SessionName.Of(new DateOnly(2026, 7, 20), Guid.Parse("3f2a9c1b-0000-0000-0000-000000000001"));
        Assert.Equal("20260720-3f2a9c1b", name.ToString());
        Assert.Equal("astra-journal-20260720-3f2a9c1b", name.Journal);
        Assert.True(SessionName.TryParse(name.ToString(), out SessionName? read));
        Assert.Equal(name, read);
    }

    [Theory]
    [InlineData("20260720")]
    [InlineData("20260720-")]
    [InlineData("20261320-a")]
    [InlineData("20260720-A")]
    [InlineData("20260720-a b")]
    public void Anything_else_is_no_session(string text) => Assert.False(SessionName.TryParse(text, out _));
}
