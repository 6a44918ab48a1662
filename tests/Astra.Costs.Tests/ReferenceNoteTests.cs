namespace Astra.Costs.Tests;

/// <summary>Every component and both totals of the published examples, to the paisa and exactly.</summary>
public class ReferenceNoteTests
{
    private static readonly List<WorkedGroup> Own = WorkedGroup.Read(Path.Combine(AppContext.BaseDirectory, "expected", "notes.csv"));

    public static TheoryData<string> Ids => [.. Own.Select(g => g.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_worked_note_is_right_line_by_line(string id) => Own.Single(g => g.Id == id).Check();

    [Fact]
    public void All_reference_rows_are_right_line_by_line()
    {
        List<WorkedGroup> rows = WorkedGroup.Read(Books.Reference("cost-examples.csv"));
        Assert.True(rows.Count >= 25, $"only {rows.Count} rows");
        Assert.All(rows, row => row.Check());
    }

    [Fact]
    public void The_estimate_of_a_group_is_its_unrounded_total_to_the_micro_rupee_of_each_line()
    {
        foreach (WorkedGroup row in Own.Where(g => g.Group.Basis == SttBasis.Leg && g.Group.Options.Stamp is null))
        {
            GroupCosts costs = WorkedGroup.Price(row.Group);
            decimal tolerance = 0.5e-6m * 6 * row.Group.Legs.Count;
            Assert.True(Math.Abs(costs.Estimate.Total.ToDecimal() - costs.Exact.Total) <= tolerance, row.Id);
        }
    }
}
