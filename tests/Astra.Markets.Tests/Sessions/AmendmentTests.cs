namespace Astra.Markets.Tests;

public class AmendmentTests
{
    private const string Header = "date,segments,status,open,close,auction_close,pre_open,announced_at,name,source\n";
    private static readonly DateOnly Day = new(2026, 11, 18);

    [Fact]
    public void A_row_replaces_its_day_and_nothing_else()
    {
        SessionCalendar amended = ProjectCalendar.Instance.With(Header + "2026-11-18,NseEquity,Closed,,,,,,mourning,test\n");
        Assert.Empty(amended.SessionsOn(Segment.NseEquity, Day));
        Assert.Equal("mourning", amended.Note(Segment.NseEquity, Day));
        Assert.NotEmpty(ProjectCalendar.Instance.SessionsOn(Segment.NseEquity, Day));
        Assert.Equal(ProjectCalendar.Instance.SessionsOn(Segment.BseEquity, Day), amended.SessionsOn(Segment.BseEquity, Day));
        Assert.Equal(ProjectCalendar.Instance.SessionsOn(Segment.NseEquity, Day.AddDays(1)), amended.SessionsOn(Segment.NseEquity, Day.AddDays(1)));
    }

    [Fact]
    public void A_holiday_can_be_called_off()
    {
        var holiday = new DateOnly(2026, 11, 24);
        Assert.Empty(ProjectCalendar.Instance.SessionsOn(Segment.NseEquity, holiday));
        TradingSession session = Assert.Single(ProjectCalendar.Instance.With(Header + "2026-11-24,NseEquity,Regular,,,,,,called off,test\n").SessionsOn(Segment.NseEquity, holiday));
        Assert.Equal((SessionKind.Regular, At(9, 15, holiday)), (session.Kind, session.Open));
    }

    [Fact]
    public void The_hours_of_a_Muhurat_can_be_filled_in()
    {
        var sunday = new DateOnly(2026, 11, 8);
        TradingSession session = Assert.Single(ProjectCalendar.Instance
            .With(Header + "2026-11-08,NseEquity+NseDerivatives,Muhurat,18:00,19:00,,17:45,,Muhurat,circular\n").SessionsOn(Segment.NseDerivatives, sunday));
        Assert.Equal((SessionKind.Muhurat, At(18, 0, sunday), At(19, 0, sunday), At(17, 45, sunday)), (session.Kind, session.Open, session.Close, session.PreOpen));
    }

    [Fact]
    public void An_announcement_counts_from_its_instant()
    {
        SessionCalendar amended = ProjectCalendar.Instance.With(Header
            + "2026-11-18,NseDerivatives,Special,09:15,17:00,,,2026-11-18T14:40,extended,test\n"
            + "2026-11-18,NseDerivatives,Special,09:15,16:00,,,2026-11-18T15:00:30,shortened again,test\n");
        Assert.Equal(At(15, 40), CloseAt(At(14, 39)));
        Assert.Equal(At(17, 0), CloseAt(At(14, 40)));
        Assert.Equal(At(16, 0), CloseAt(At(15, 1)));
        Assert.Equal(At(16, 0), amended.SessionsOn(Segment.NseDerivatives, Day)[0].Close);
        Assert.Equal([At(14, 40), At(15, 0) + 30 * Timestamp.NanosPerSecond], amended.AnnouncementsOf(Segment.NseDerivatives, Day));
        Assert.Empty(amended.AnnouncementsOf(Segment.NseEquity, Day));

        Timestamp CloseAt(Timestamp knownAt) => amended.SessionsOn(Segment.NseDerivatives, Day, knownAt)[0].Close;
    }

    [Fact]
    public void A_later_file_wins_over_an_earlier_announcement()
    {
        SessionCalendar first = ProjectCalendar.Instance.With(Header + "2026-11-18,NseDerivatives,Special,09:15,17:00,,,2026-11-18T14:40,extended,test\n");
        Assert.Equal(At(15, 40), first.With(Header + "2026-11-18,NseDerivatives,Regular,,,,,,as usual,test\n").SessionsOn(Segment.NseDerivatives, Day)[0].Close);
        Assert.Equal(At(16, 30), first.With(Header + "2026-11-18,NseDerivatives,Special,09:15,16:30,,,2026-11-18T14:00,other,test\n").SessionsOn(Segment.NseDerivatives, Day)[0].Close);
    }

    [Fact]
    public void A_day_with_hours_of_its_own_has_a_closing_auction_only_where_its_row_names_one()
    {
        string row = "2026-11-18,NseEquity,Special,09:15,17:00,{0},,,extended,test\n";
        Assert.Null(With("").AuctionClose);
        Assert.Equal(At(16, 45), With("16:45").AuctionClose);
        Assert.Equal(At(16, 37), With("16:45").SquareOffOf(closingAuction: true));

        TradingSession With(string auction) => ProjectCalendar.Instance
            .With(Header + string.Format(System.Globalization.CultureInfo.InvariantCulture, row, auction)).SessionsOn(Segment.NseEquity, Day)[0];
    }

    [Theory]
    [InlineData("2026-11-18,NseEquity,Closed,,,,,2026-11-18 14:40,x,y\n", 2)]
    [InlineData("2026-11-18,NseEquity,Closed,,,,,2026-11-19T00:00,x,y\n", 2)]
    [InlineData("2026-11-18,NseEquity,Special,09:15,15:30,16:00,,,x,y\n", 2)]
    [InlineData("2026-11-18,NseEquity,Regular,09:15,15:30,,,,x,y\n", 2)]
    [InlineData("2026-11-18,NseEquity,Closed,,,,,2026-11-18T14:40,x,y\n2026-11-18,NseEquity,Closed,,,,,2026-11-18T14:30,x,y\n", 3)]
    [InlineData("2026-11-18,NseEquity,Closed,,,,,2026-11-18T14:40,x,y\n2026-11-18,NseEquity,Closed,,,,,2026-11-18T14:40,x,y\n", 3)]
    public void A_wrong_row_is_refused_with_the_files_own_name_and_line(string rows, int line)
    {
        var error = Assert.Throws<CalendarFormatException>(() => ProjectCalendar.Instance.With(Header + rows, "today.csv"));
        Assert.Equal(("today.csv", line), (error.File, error.Line));
    }

    private static Timestamp At(int hour, int minute, DateOnly? day = null) => Ist.At(day ?? Day, new TimeOnly(hour, minute));
}
