namespace Astra.Ring.Tests;

public class Placeholder;
