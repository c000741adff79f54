package dev.zips3.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/** Bars from 1, where both are equal, on a scale on which twice and half are equally far. */
final class RatioChart {

    private static final Color INK = new Color(0x24292f);
    private static final Color GRID = new Color(0xd8dee4);
    /** Told apart by those who see fewer colours, too. */
    private static final List<Color> COLOURS =
            List.of(new Color(0x0072b2), new Color(0xe69f00), new Color(0x009e73), new Color(0xcc79a7));

    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    /** Of the width of all bars, for the label of the longest bar. */
    private static final double ROOM = 0.45;
    /** From here on, every second power of two is marked. */
    private static final double WIDE = 64;

    private RatioChart() {}

    static JFreeChart of(String title, String axisTitle, List<Bar> bars) {
        DefaultCategoryDataset ratios = new DefaultCategoryDataset();
        bars.forEach(bar -> ratios.addValue(bar.ratio(), bar.series(), bar.group()));
        CategoryPlot plot = new CategoryPlot(ratios, groups(), scale(axisTitle, bars), renderer(bars));
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.addRangeMarker(new ValueMarker(1, INK, new BasicStroke(1.5f)), Layer.FOREGROUND);
        JFreeChart chart = new JFreeChart(title, TITLE, plot, true);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(12, 12, 12, 12));
        chart.getTitle().setPaint(INK);
        chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
        legend(chart.getLegend());
        return chart;
    }

    private static CategoryAxis groups() {
        CategoryAxis axis = new CategoryAxis();
        axis.setTickLabelFont(TEXT);
        axis.setTickLabelPaint(INK);
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        axis.setMaximumCategoryLabelLines(2);
        axis.setMaximumCategoryLabelWidthRatio(0.2f);
        axis.setLowerMargin(0.02);
        axis.setUpperMargin(0.02);
        axis.setCategoryMargin(0.25);
        return axis;
    }

    private static LogAxis scale(String title, List<Bar> bars) {
        LogAxis axis = new LogAxis(title);
        axis.setBase(2);
        axis.setAutoTickUnitSelection(false);
        axis.setNumberFormatOverride(new DecimalFormat("0.####×", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        axis.setLabelFont(TEXT);
        axis.setLabelPaint(INK);
        axis.setTickLabelFont(TEXT);
        axis.setTickLabelPaint(INK);
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        axis.setMinorTickMarksVisible(false);
        double least = Math.min(1, bars.stream().mapToDouble(Bar::ratio).min().orElse(1));
        double most = Math.max(1, bars.stream().mapToDouble(Bar::ratio).max().orElse(1));
        axis.setTickUnit(new NumberTickUnit(most / least < WIDE ? 1 : 2));
        axis.setRange(least / 1.1, most * Math.pow(Math.max(2, most / least), ROOM));
        return axis;
    }

    private static BarRenderer renderer(List<Bar> bars) {
        BarRenderer renderer = new BarRenderer();
        renderer.setBase(1);
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setItemMargin(0.08);
        renderer.setDefaultItemLabelGenerator(new Labels(bars));
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultItemLabelFont(TEXT);
        renderer.setDefaultItemLabelPaint(INK);
        renderer.setItemLabelInsets(new RectangleInsets(0, 5, 0, 5));
        renderer.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        List<String> series = bars.stream().map(Bar::series).distinct().toList();
        for (int i = 0; i < series.size(); i++) {
            renderer.setSeriesPaint(i, COLOURS.get(i % COLOURS.size()));
        }
        return renderer;
    }

    private static void legend(LegendTitle legend) {
        legend.setPosition(RectangleEdge.TOP);
        legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
        legend.setItemFont(TEXT);
        legend.setItemPaint(INK);
        legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 14));
        legend.setBackgroundPaint(Color.WHITE);
        legend.setFrame(BlockBorder.NONE);
    }

    private static final class Labels extends StandardCategoryItemLabelGenerator {

        private final transient List<Bar> bars;

        Labels(List<Bar> bars) {
            this.bars = bars;
        }

        @Override
        public String generateLabel(CategoryDataset ratios, int row, int column) {
            return bars.stream()
                    .filter(bar -> bar.series().equals(ratios.getRowKey(row))
                            && bar.group().equals(ratios.getColumnKey(column)))
                    .map(Bar::label)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
